// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Options of mtscomp-pack and mtscomp-repack for trees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/archive/shard.h"
#include "mtscomp/archive/tree_options.h"

namespace CLI {
class App;
}

namespace mtscomp {

struct TreeSettings {
  std::vector<std::string> more_trees;  // After the first three arguments.
  std::optional<std::string> output_directory;
  std::optional<std::size_t> n_jobs;
  std::optional<std::string> shard_text;  // Parsed by take_tree_texts().
  Shard shard;
  std::optional<std::uint64_t> min_age;  // Seconds.
  std::optional<std::string> stop_file;
  std::optional<std::string> log_file;
  std::optional<double> max_rate;  // MB/s, of 10^6 bytes.
  bool verify_existing = false;
  bool normal_priority = false;

  // Returns the name of the first option on the command line that is only for
  // trees, such as "--jobs".  Empty if there is no such option.
  std::string given() const;
};

// Defines the arguments after path, out and outmeta.
void define_more_trees(CLI::App& app, TreeSettings& tree);

void define_tree_options(CLI::App& app, TreeSettings& tree);

// Defines the options among these that mtscomp-repack also has, in this group.
void define_run_options(CLI::App& app, TreeSettings& tree,
                        const std::string& group);
void define_priority_option(CLI::App& app, TreeSettings& tree,
                            const std::string& group);

// Parses and checks the values that CLI11 stored as text.
// Throws: UsageError.
void take_tree_texts(TreeSettings& tree);

// Stores the settings in the options of a run, except the rate limit, which is
// an object of the run.
void take_tree_settings(const TreeSettings& tree, TreeOptions& options);

}  // namespace mtscomp
