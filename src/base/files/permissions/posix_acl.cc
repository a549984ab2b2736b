// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/permissions/posix_acl.h"

#include <fmt/format.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace mtscomp {
namespace {

constexpr mode_t kGroupAndOthers = S_IRWXG | S_IRWXO;
constexpr mode_t kClass = S_IRWXO;  // The bits of one class.
constexpr unsigned kGroupShift = 3;

struct Entry {
  std::uint16_t tag = 0;
  mode_t permissions = 0;
};

// All fields are little-endian, and so are all supported machines.
template <typename Number>
Number number_at(std::span<const std::byte> bytes, std::size_t offset) {
  Number number = 0;
  std::memcpy(&number, bytes.data() + offset, sizeof(number));
  return number;
}

bool is_acl(std::span<const std::byte> acl) {
  constexpr std::size_t kHeader = sizeof(posix_acl_xattr_header);
  return acl.size() >= kHeader &&
         (acl.size() - kHeader) % sizeof(posix_acl_xattr_entry) == 0 &&
         number_at<std::uint32_t>(acl, 0) == POSIX_ACL_XATTR_VERSION;
}

Entry entry_at(std::span<const std::byte> acl, std::size_t offset) {
  return {.tag = number_at<std::uint16_t>(acl, offset),
          .permissions = static_cast<mode_t>(
              number_at<std::uint16_t>(acl, offset + sizeof(std::uint16_t)) &
              kClass)};
}

}  // namespace

mode_t mode_within_acl(mode_t mode, std::span<const std::byte> acl) {
  if (!is_acl(acl)) {
    return mode & ~kGroupAndOthers;
  }
  mode_t mask = kClass;
  // Rights that the owning group and all named users have.
  mode_t group = kClass;
  // Rights that all named users and groups have.
  mode_t others = kClass;
  bool has_named = false;
  for (std::size_t at = sizeof(posix_acl_xattr_header); at < acl.size();
       at += sizeof(posix_acl_xattr_entry)) {
    const Entry entry = entry_at(acl, at);
    switch (entry.tag) {
      case ACL_USER:
        group &= entry.permissions;
        others &= entry.permissions;
        has_named = true;
        break;
      case ACL_GROUP_OBJ:
        group &= entry.permissions;
        break;
      case ACL_GROUP:
        others &= entry.permissions;
        has_named = true;
        break;
      case ACL_MASK:
        mask = entry.permissions;
        break;
      default:
        break;
    }
  }
  // The mask limits all entries except those of the owner and of others.
  const mode_t allowed_group = group & mask;
  const mode_t allowed_others = has_named ? others & mask : others;
  const mode_t allowed = (allowed_group << kGroupShift) | allowed_others;
  return mode & (~kGroupAndOthers | allowed);
}

mode_t mode_within_acl_of(const FileDescriptor& file, mode_t mode) {
  // If the mask (the group bits) is empty, the named users and groups have no
  // rights.
  if ((mode & kGroupAndOthers) == 0) {
    return mode;
  }
  // For O_PATH descriptors, attributes can be read only by a path.
  const std::string path = fmt::format("/proc/self/fd/{}", file.get());
  std::array<std::byte, 4096> acl = {};
  const ssize_t size = ::getxattr(path.c_str(), XATTR_NAME_POSIX_ACL_ACCESS,
                                  acl.data(), acl.size());
  if (size >= 0) {
    return mode_within_acl(
        mode, std::span(acl).first(static_cast<std::size_t>(size)));
  }
  if (errno == ENODATA || errno == EOPNOTSUPP) {
    return mode;
  }
  return mode & ~kGroupAndOthers;
}

}  // namespace mtscomp
