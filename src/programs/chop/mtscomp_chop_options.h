// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The command line of mtscomp-chop -> ChopCommand.  Pure: nothing is opened.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "programs/cli/parse_options.h"

namespace mtscomp {

struct ChopCommand : ParseOutcome {
  std::string cbin_path;
  std::size_t n_chunks = 0;
  std::string out_path;
};

// `arguments` without the program's name.  Never throws for what a person
// typed: that becomes exit_code 2 and a text that says what was expected.
ChopCommand parse_chop_command(std::vector<std::string> arguments);

}  // namespace mtscomp
