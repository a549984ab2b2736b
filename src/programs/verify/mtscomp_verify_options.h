// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-verify into a VerifyCommand.  Opens no
// file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/archive/shard.h"
#include "mtscomp/source/remote_options.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct VerifyCommand : ParseOutcome {
  std::vector<std::string> paths;  // Or addresses.
  RemoteOptions remote;
  std::optional<std::size_t> n_threads;
  std::optional<std::string> raw_directory;
  std::optional<double> max_rate;  // MB/s, of 10^6 bytes.
  Shard shard;
  bool is_quick = false;
  bool safe_to_delete = false;
  bool ends_with_zero = false;  // Paths end with a zero byte, not a newline.
  bool allow_missing_sha1 = false;
  bool json = false;
  bool quiet = false;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
VerifyCommand parse_verify_command(std::vector<std::string> arguments);

}  // namespace mtscomp
