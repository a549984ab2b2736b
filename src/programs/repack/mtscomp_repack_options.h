// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-repack into a RepackCommand.  Opens no
// file.
#pragma once

#include <string>
#include <vector>

#include "programs/cli/parse_options.h"
#include "programs/pack/encoding_options.h"
#include "programs/pack/pack_tree_options.h"

namespace mtscomp {

struct RepackCommand : ParseOutcome {
  std::vector<std::string> paths;  // Pairs and directories.
  TreeSettings tree;
  EncodingSettings encoding;  // Without a transform: that of each pair.
  double min_gain = 0.5;      // Percent of the .cbin.
  bool dry_run = false;
  bool quiet = false;
  bool debug = false;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
RepackCommand parse_repack_command(std::vector<std::string> arguments);

}  // namespace mtscomp
