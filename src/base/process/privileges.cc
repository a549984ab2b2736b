// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/privileges.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using CapabilitySets =
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

// glibc has no functions for these two calls.  libcap has, but two calls do not
// justify a dependency.
CapabilitySets get_capabilities() {
  __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3,
                                     .pid = 0};
  CapabilitySets sets = {};
  if (::syscall(SYS_capget, &header, sets.data()) != 0) {
    throw_errno("cannot read the capabilities of this process");
  }
  return sets;
}

void set_capabilities(const CapabilitySets& sets) {
  __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3,
                                     .pid = 0};
  if (::syscall(SYS_capset, &header, sets.data()) != 0) {
    throw_errno("cannot give up capabilities");
  }
}

void set_process_flag(int flag, unsigned long value, const char* name) {
  if (::prctl(flag, value, 0UL, 0UL, 0UL) != 0) {
    throw_errno(std::string("cannot set ") + name);
  }
}

}  // namespace

void keep_only_capabilities(std::initializer_list<int> kept) {
  constexpr unsigned kBits = 32;
  const CapabilitySets before = get_capabilities();
  CapabilitySets sets = {};
  for (const int capability : kept) {
    const auto number = static_cast<unsigned>(capability);
    __user_cap_data_struct& set = sets.at(number / kBits);
    const std::uint32_t bit = std::uint32_t{1} << (number % kBits);
    set.permitted |= bit & before.at(number / kBits).permitted;
    set.effective = set.permitted;
  }
  // Without this flag, a program that root executes would have all capabilities
  // again.
  set_process_flag(PR_SET_NO_NEW_PRIVS, 1, "PR_SET_NO_NEW_PRIVS");
  set_capabilities(sets);
}

bool has_capability(int capability) {
  constexpr unsigned kBits = 32;
  const auto number = static_cast<unsigned>(capability);
  return (get_capabilities().at(number / kBits).effective >> number % kBits &
          1U) != 0;
}

void drop_capabilities() { set_capabilities({}); }

void keep_memory_private() {
  set_process_flag(PR_SET_DUMPABLE, 0, "PR_SET_DUMPABLE");
}

}  // namespace mtscomp
