// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The command line of mtscomp-pack -> PackCommand.  Pure: nothing is opened.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/codec/deflate.h"
#include "mtscomp/writer/pack_plan.h"
#include "programs/cli/parse_options.h"
#include "programs/pack/pack_tree_options.h"

namespace mtscomp {

struct PackCommand : ParseOutcome {
  // For directories, the paths in it are the first of the trees.
  PackRequest request;
  TreeSettings tree;
  std::optional<std::size_t> n_threads;
  std::optional<DeflateLevel> level;
  bool compat = false;          // mtscomp's own settings, byte for byte.
  bool auto_transform = false;  // Measure all eight and take the smallest.
  bool no_check = false;
  bool overwrite = false;
  bool allow_lossy_float = false;
  bool dry_run = false;
  bool set_default = false;
  bool quiet = false;
  bool debug = false;
};

// `arguments` without the program's name.  Never throws for what a person
// typed: that becomes exit_code 2 and a text that says what was expected.
PackCommand parse_pack_command(std::vector<std::string> arguments);

}  // namespace mtscomp
