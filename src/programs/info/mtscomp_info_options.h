// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The command line of mtscomp-info -> InfoCommand.  Pure: nothing is opened.
#pragma once

#include <string>
#include <vector>

#include "programs/cli/parse_options.h"

namespace mtscomp {

struct InfoCommand : ParseOutcome {
  std::vector<std::string> paths;
  bool json = false;
};

// `arguments` without the program's name.  Never throws for what a person
// typed: that becomes exit_code 2 and a text that says what was expected.
InfoCommand parse_info_command(std::vector<std::string> arguments);

}  // namespace mtscomp
