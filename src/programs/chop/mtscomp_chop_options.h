// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-chop into a ChopCommand.  Opens no file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/source/remote_options.h"
#include "programs/cli/parse_options.h"

namespace mtscomp {

struct ChopCommand : ParseOutcome {
  std::string cbin_path;               // Or an address.
  std::optional<std::string> ch_path;  // Or an address.
  RemoteOptions remote;
  std::size_t n_chunks = 0;
  std::string out_path;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
ChopCommand parse_chop_command(std::vector<std::string> arguments);

}  // namespace mtscomp
