// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// POSIX ACLs in the kernel's format (linux/posix_acl_xattr.h).
#pragma once

#include <cstdint>
#include <vector>

#include "support/bytes.h"

namespace mtscomp {

struct AclEntry {
  int tag = 0;  // ACL_USER_OBJ, ...: linux/posix_acl.h
  int permissions = 0;
  std::uint32_t id = ~std::uint32_t{0};
};

// The value of the attribute system.posix_acl_access.
inline Bytes acl_bytes(const std::vector<AclEntry>& entries) {
  constexpr int kByte = 256;
  Bytes bytes = make_bytes({2, 0, 0, 0});
  for (const AclEntry& entry : entries) {
    for (const int part :
         {entry.tag % kByte, entry.tag / kByte, entry.permissions, 0}) {
      bytes.push_back(static_cast<std::byte>(part));
    }
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<std::byte>(entry.id >> shift));
    }
  }
  return bytes;
}

}  // namespace mtscomp
