// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

// Defined here because linux/landlock.h of a distribution can be older than the
// kernel.
constexpr std::uint64_t kTruncate = 1U << 14U;    // Version 3.
constexpr std::uint64_t kScopeSignal = 1U << 1U;  // Version 6.
constexpr std::uint64_t kWriteFile = LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kChangeFiles =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG;
constexpr std::uint64_t kChangeNames =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
    LANDLOCK_ACCESS_FS_MAKE_SYM;

struct Ruleset {
  std::uint64_t handled_access_fs;
  std::uint64_t handled_access_net;
  std::uint64_t scoped;
};

// Returns 0 if the kernel has no Landlock or if it is switched off.
long landlock_version() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0UL,
                                 LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : version;
}

// Bits that a kernel does not know must be 0.
std::uint64_t write_access(long version) {
  constexpr long kWithTruncate = 3;
  return kWriteFile | (version >= kWithTruncate ? kTruncate : 0);
}

FileDescriptor create_ruleset(long version) {
  constexpr long kWithScopes = 6;
  const Ruleset ruleset = {
      .handled_access_fs = write_access(version) | kChangeNames,
      .handled_access_net = 0,
      .scoped = version >= kWithScopes ? kScopeSignal : 0};
  FileDescriptor file(static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, &ruleset, sizeof(ruleset), 0UL)));
  if (!file.is_open()) {
    throw_errno("cannot forbid writing: landlock_create_ruleset");
  }
  return file;
}

void allow_below(const FileDescriptor& ruleset, const std::string& path,
                 std::uint64_t access) {
  const FileDescriptor parent(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!parent.is_open()) {
    return;
  }
  const landlock_path_beneath_attr rule = {.allowed_access = access,
                                           .parent_fd = parent.get()};
  if (::syscall(SYS_landlock_add_rule, ruleset.get(),
                LANDLOCK_RULE_PATH_BENEATH, &rule, 0UL) != 0) {
    throw_errno("cannot forbid writing: landlock_add_rule");
  }
}

}  // namespace

bool give_up_writing(const WritablePlaces& allowed) {
  const long version = landlock_version();
  if (version == 0) {
    return false;
  }
  const FileDescriptor ruleset = create_ruleset(version);
  for (const std::string& path : allowed.files) {
    allow_below(ruleset, path, kWriteFile);
  }
  for (const std::string& path : allowed.directories) {
    allow_below(ruleset, path, write_access(version) | kChangeFiles);
  }
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0UL) != 0) {
    throw_errno("cannot forbid writing: landlock_restrict_self");
  }
  return true;
}

}  // namespace mtscomp
