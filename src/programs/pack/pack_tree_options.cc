// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_tree_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "programs/cli/archive_path.h"
#include "programs/cli/number_options.h"

namespace mtscomp {

std::string TreeSettings::given() const {
  if (!more_trees.empty()) {
    return fmt::format("a fourth path, {},", more_trees.front());
  }
  const std::array<std::pair<bool, const char*>, 9> options = {{
      {output_directory.has_value(), "--output-dir"},
      {n_jobs.has_value(), "--jobs"},
      {shard_text.has_value(), "--shard"},
      {min_age.has_value(), "--min-age"},
      {stop_file.has_value(), "--stop-file"},
      {log_file.has_value(), "--log"},
      {max_rate.has_value(), "--max-rate"},
      {verify_existing, "--verify-existing"},
      {normal_priority, "--normal-priority"},
  }};
  const auto* const found =
      std::find_if(options.begin(), options.end(),
                   [](const auto& option) { return option.first; });
  return found == options.end() ? "" : found->second;
}

void define_more_trees(CLI::App& app, TreeSettings& tree) {
  app.add_option("trees", tree.more_trees, "more directories, if path is one")
      ->type_name("");
}

void define_run_options(CLI::App& app, TreeSettings& tree,
                        const std::string& group) {
  app.add_option("--jobs", tree.n_jobs,
                 "number of recordings processed at once  [1]")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(group);
  app.add_option("--min-age", tree.min_age,
                 "skip recordings modified within this time")
      ->check(zero_or_more())  // A negative number would wrap around.
      ->type_name("SECONDS")
      ->group(group);
  app.add_option("--max-rate", tree.max_rate,
                 "read and write at most this many MB/s  [no limit]")
      ->check(above_zero())
      ->type_name("MB/S")
      ->group(group);
  app.add_option("--log", tree.log_file,
                 "append one line of JSON for each recording")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--stop-file", tree.stop_file, "stop when this file exists")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--shard", tree.shard_text,
                 "process only share I of N; I is 0 to N-1")
      ->type_name("I/N")
      ->group(group);
}

void define_priority_option(CLI::App& app, TreeSettings& tree,
                            const std::string& group) {
  app.add_flag("--normal-priority", tree.normal_priority,
               "do not lower CPU and I/O priority")
      ->group(group);
}

void define_tree_options(CLI::App& app, TreeSettings& tree) {
  constexpr const char* kGroup = "Options for trees (directories)";
  app.add_option("--output-dir", tree.output_directory,
                 "write the pairs below DIR, with the same paths")
      ->type_name("DIR")
      ->group(kGroup);
  define_run_options(app, tree, kGroup);
  app.add_flag("--verify-existing", tree.verify_existing,
               "compare existing pairs with the plain files")
      ->group(kGroup);
  define_priority_option(app, tree, kGroup);
}

void take_tree_texts(TreeSettings& tree) {
  if (tree.shard_text) {
    tree.shard = parse_shard(*tree.shard_text);
  }
  for (const std::string& path : tree.more_trees) {
    refuse_address(path, "the recording");
  }
  refuse_address(tree.output_directory.value_or(""), "the output");
}

void take_tree_settings(const TreeSettings& tree, TreeOptions& options) {
  options.output_directory = tree.output_directory.value_or("");
  options.n_jobs = tree.n_jobs.value_or(1);
  options.shard = tree.shard;
  options.min_age = std::chrono::seconds(tree.min_age.value_or(0));
  options.stop_file = tree.stop_file.value_or("");
}

}  // namespace mtscomp
