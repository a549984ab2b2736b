// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_tree_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <utility>

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

void define_tree_options(CLI::App& app, TreeSettings& tree) {
  app.add_option("trees", tree.more_trees, "where all are directories: more")
      ->type_name("");
  app.add_option("--output-dir", tree.output_directory,
                 "trees: mirror the tree there  [in place]")
      ->type_name("DIR");
  app.add_option("--jobs", tree.n_jobs, "trees: recordings at once  [1]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  app.add_option("--shard", tree.shard_text,
                 "trees: only the i-th of n shares, 0/n to n-1/n")
      ->type_name("I/N");
  app.add_option("--min-age", tree.min_age,
                 "trees: leave what was written to less than this ago")
      ->check(zero_or_more())  // A negative number would wrap around.
      ->type_name("SECONDS");
  app.add_option("--stop-file", tree.stop_file,
                 "trees: end as soon as there is such a file")
      ->type_name("FILE");
  app.add_option("--log", tree.log_file,
                 "trees: append one line of JSON for each recording")
      ->type_name("FILE");
  app.add_option("--max-rate", tree.max_rate,
                 "trees: bound on MB/s read and written  [none]")
      ->check(above_zero())
      ->type_name("MB/S");
  app.add_flag("--verify-existing", tree.verify_existing,
               "trees: verify existing pairs, byte for byte");
  app.add_flag("--normal-priority", tree.normal_priority,
               "trees: do not give way to others");
}

void take_tree_texts(TreeSettings& tree) {
  if (tree.shard_text) {
    tree.shard = parse_shard(*tree.shard_text);
  }
}

}  // namespace mtscomp
