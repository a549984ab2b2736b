// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscompfs.  Opens no file except a configuration
// file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/log/log.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/source/remote_options.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct MountRequest {
  std::string source;  // Path or address.
  std::string mount_point;
  bool foreground = false;
  // Whether to unmount the mount of a killed daemon before mounting.
  bool cleanup = false;
  std::uint64_t cache_size = 0;  // Bytes.  0: computed from the RAM.
  std::size_t workers = 0;       // Threads that decode.  0: one per core.
  // Readahead of the kernel, in bytes.  0: keep the kernel's default.
  std::uint64_t readahead = std::uint64_t{1} << 20;
  // Whether this process mounts.  False if mount.fuse3(8) has mounted.
  bool is_own_mount = true;
  double timeout = 10;  // Seconds for which the kernel may cache names.
  bool is_timeout_given = false;
  // Whether the kernel may cache names without a time limit.
  bool immutable = false;
  // Seconds for which open files stay readable after the first SIGTERM.
  double drain_timeout = 10;
  bool core_dumps = false;
  bool keep_uuid = false;
  bool show_compressed = false;
  bool follow_symlinks = false;
  RemoteOptions remote;
  // The first of the options that set `remote`.  Empty if none was given.
  std::string remote_option;
  HeaderLimits limits;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  std::uint32_t mask = 0;
  std::string log_file;  // If empty: stderr or, for a daemon, syslog.
  std::string log_level = "info";
  // Options for libfuse and the kernel.  Each element is one option.
  std::vector<std::string> mount_options;

  // Returns true if the source is on a server.
  bool is_remote() const;
};

enum class MountAction : std::uint8_t { kMount, kCheck, kStatus, kUnmount };

struct ParsedCommandLine : ParseOutcome {
  MountAction action = MountAction::kMount;
  MountRequest request;
};

// Parses the command line.  If the command line is wrong, does not throw: the
// result has exit_code 2 and an error text.
// Requires: `arguments` must not include the program's name.
ParsedCommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace mtscomp
