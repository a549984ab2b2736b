// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses the command line of mtscomp-pack into a PackCommand.  Opens no file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/writer/pack_plan.h"
#include "programs/cli/parse_options.h"
#include "programs/pack/encoding_options.h"
#include "programs/pack/pack_tree_options.h"

namespace mtscomp {

struct PackCommand : ParseOutcome {
  // If the arguments are directories, the paths in `request` are the first
  // three directories.
  PackRequest request;
  TreeSettings tree;
  EncodingSettings encoding;
  bool compat = false;  // Write the same bytes as mtscomp.
  bool no_check = false;
  bool overwrite = false;
  bool allow_lossy_float = false;
  bool dry_run = false;
  bool set_default = false;
  bool quiet = false;
  bool debug = false;
};

// Requires: `arguments` must not include the program's name.  If the command
// line is wrong, nothing is thrown: the result has exit_code 2 and an error
// text.
PackCommand parse_pack_command(std::vector<std::string> arguments);

}  // namespace mtscomp
