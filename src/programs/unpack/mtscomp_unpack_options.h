// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-unpack into an UnpackCommand.  Opens no
// file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/source/remote_options.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct UnpackCommand : ParseOutcome {
  std::string cbin_path;               // Or an address.
  std::optional<std::string> ch_path;  // Or an address.
  RemoteOptions remote;
  std::optional<std::string> raw_path;  // "-" for stdout.
  std::optional<std::size_t> n_threads;
  bool no_check = false;
  bool overwrite = false;
  bool quiet = false;
  bool debug = false;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
UnpackCommand parse_unpack_command(std::vector<std::string> arguments);

}  // namespace mtscomp
