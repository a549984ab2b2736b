// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The command line of mtscompfs -> what it is to do.  Nothing is opened but a
// configuration file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/log/log.h"
#include "mtscomp/format/header_limits.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct MountRequest {
  std::string source;
  std::string mount_point;
  bool foreground = false;
  bool cleanup = false;  // Takes away what a killed daemon left mounted.
  std::uint64_t cache_size = 0;  // Bytes; 0: by the memory that there is.
  std::size_t workers = 0;       // Threads that decode; 0: one for each core.
  std::uint64_t readahead = std::uint64_t{1} << 20;  // Bytes; 0: leave it.
  bool is_own_mount = true;  // Not made by mount.fuse3(8).
  double timeout = 10;       // Seconds that the kernel may trust a name.
  bool immutable = false;    // It may trust them for good.
  // Seconds that those who have files open get at the end.
  double drain_timeout = 10;
  bool core_dumps = false;
  bool keep_uuid = false;
  bool show_compressed = false;
  bool follow_symlinks = false;
  HeaderLimits limits;
  std::optional<std::uint32_t> uid;
  std::optional<std::uint32_t> gid;
  std::uint32_t mask = 0;
  std::string log_file;  // Empty: stderr in the foreground, else syslog.
  std::string log_level = "info";
  // For libfuse and the kernel, one each.
  std::vector<std::string> mount_options;
};

enum class MountAction : std::uint8_t { kMount, kCheck, kStatus, kUnmount };

struct ParsedCommandLine : ParseOutcome {
  MountAction action = MountAction::kMount;
  MountRequest request;
};

// `arguments` without the program's name.  Never throws for what a person
// typed: that becomes exit_code 2 and a text that says what was expected.
ParsedCommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace mtscomp
