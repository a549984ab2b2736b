// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_tree_command.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "archive/tree/backup_restorer.h"
#include "base/process/low_priority.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/stop_on_signals.h"
#include "programs/pack/tree_run.h"

namespace mtscomp {
namespace {

// All positional arguments.  The parser stores the first three in the request
// of a single recording.
std::vector<std::string> trees_of(const PackCommand& command) {
  std::vector<std::string> trees = {command.request.raw_path};
  for (const std::optional<std::string>& path :
       {command.request.cbin_path, command.request.ch_path}) {
    if (path) {
      trees.push_back(*path);
    }
  }
  trees.insert(trees.end(), command.tree.more_trees.begin(),
               command.tree.more_trees.end());
  for (std::string& tree : trees) {
    if (!std::filesystem::is_directory(tree)) {
      throw CommandLineError(fmt::format(
          "{}: not a directory, but {} is one; give either one recording or "
          "only directories",
          tree, trees.front()));
    }
    while (tree.size() > 1 && tree.ends_with('/')) {
      tree.pop_back();
    }
  }
  return trees;
}

void check_command(const PackCommand& command, std::size_t n_trees) {
  if (command.tree.output_directory && n_trees > 1) {
    throw CommandLineError(
        "--output-dir: allowed only with a single directory");
  }
  if (command.set_default) {
    throw CommandLineError("--set-default: not allowed with directories");
  }
}

}  // namespace

int run_pack_tree(const PackCommand& command, const PackTreeOptions& settings) {
  const std::vector<std::string> trees = trees_of(command);
  check_command(command, trees.size());
  if (!command.tree.normal_priority) {
    lower_priority();
  }
  const StopOnSignals stop;
  const auto start = std::chrono::steady_clock::now();
  TreeRun run(command.tree, {.is_dry = command.dry_run,
                             .is_quiet = command.quiet,
                             .is_debug = command.debug});
  PackTreeOptions options = settings;
  options.rate_limit = run.rate_limit();
  for (const std::string& tree : trees) {
    // A pair whose two files are backups has no name to be found by.
    const bool restores = !command.dry_run && options.output_directory.empty();
    const FoundRecordings found =
        restores ? find_restored(
                       tree, [&](const std::string& what) { run.warn(what); })
                 : find_recordings(tree);
    run.take(found);
    (command.dry_run ? plan_tree : pack_tree)(
        found.recordings, options, stop.token(),
        [&](const PackOutcome& outcome) { run.take(outcome); });
  }
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  print(run.format_summary(elapsed.count(),
                           options.n_jobs * options.pack.n_threads));
  if (stop.token().stop_requested()) {
    return stop.exit_code();
  }
  return run.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
