// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The command line of mtscomp-unpack -> UnpackCommand.  Pure: nothing is
// opened.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "programs/cli/parse_options.h"

namespace mtscomp {

struct UnpackCommand : ParseOutcome {
  std::string cbin_path;
  std::optional<std::string> ch_path;
  std::optional<std::string> raw_path;  // "-" for stdout.
  std::optional<std::size_t> n_threads;
  bool no_check = false;
  bool overwrite = false;
  bool quiet = false;
  bool debug = false;
};

// `arguments` without the program's name.  Never throws for what a person
// typed: that becomes exit_code 2 and a text that says what was expected.
UnpackCommand parse_unpack_command(std::vector<std::string> arguments);

}  // namespace mtscomp
