// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-info into an InfoCommand.  Opens no file.
#pragma once

#include <string>
#include <vector>

#include "mtscomp/source/remote_options.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct InfoCommand : ParseOutcome {
  std::vector<std::string> paths;  // Or addresses.
  RemoteOptions remote;
  bool json = false;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
InfoCommand parse_info_command(std::vector<std::string> arguments);

}  // namespace mtscomp
