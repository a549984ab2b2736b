// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/repack/repack_command.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "base/log/log.h"
#include "base/memory/malloc_settings.h"
#include "base/process/low_priority.h"
#include "mtscomp/archive/repack.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/progress.h"
#include "programs/cli/stop_on_signals.h"
#include "programs/pack/tree_run.h"

namespace mtscomp {
namespace {

bool is_directory(const std::string& path) {
  return std::filesystem::is_directory(path);
}

bool has_directory(const RepackCommand& command) {
  return std::any_of(command.paths.begin(), command.paths.end(), is_directory);
}

RepackOptions options_of(const RepackCommand& command) {
  constexpr double kPercent = 100;
  const EncodingSettings& encoding = command.encoding;
  RepackOptions options;
  take_tree_settings(command.tree, options);
  options.level = encoding.level.value_or(options.level);
  options.transform = encoding.transform;
  options.auto_transform = encoding.auto_transform;
  options.n_threads =
      encoding.n_threads.value_or(threads_per_job(options.n_jobs));
  options.n_segments = encoding.n_segments.value_or(options.n_segments);
  options.min_gain = command.min_gain / kPercent;
  return options;
}

// `progress` is of the single pair, and ends before its outcome is printed.
void run_path(const std::string& path, const RepackCommand& command,
              const RepackOptions& options, const std::stop_token& stop,
              std::optional<Progress>& progress, TreeRun& run) {
  const bool restores = !command.dry_run && options.output_directory.empty();
  const FoundRecordings found = find_pairs(path, restores);
  run.take(found);
  for (const std::string& backup : found.backups) {
    run.warn(describe_backup(backup));
  }
  (command.dry_run ? plan_repack : repack_tree)(
      found.recordings, options, stop, [&](const PackOutcome& outcome) {
        progress.reset();
        run.take(outcome);
      });
}

void run_paths(const RepackCommand& command, RepackOptions options,
               const std::stop_token& stop, TreeRun& run) {
  options.rate_limit = run.rate_limit();
  for (const std::string& path : command.paths) {
    std::optional<Progress> progress;
    options.on_progress = {};
    if (!is_directory(path)) {
      progress.emplace(path, command.quiet);
      options.on_progress = [&progress](const PackProgress& now) {
        progress->update(now.raw_size, now.raw_done, now.cbin_size);
      };
    }
    run_path(path, command, options, stop, progress, run);
  }
}

}  // namespace

int run_repack(const RepackCommand& command) {
  return_large_blocks();  // Chunks are large blocks.
  LogOptions log;
  log.program = "mtscomp-repack";
  log.level = command.debug ? "debug" : "info";
  set_up_log(log);
  const bool is_tree = has_directory(command);
  if (is_tree && !command.tree.normal_priority) {
    lower_priority();
  }
  const StopOnSignals stop;
  const auto start = std::chrono::steady_clock::now();
  const RepackOptions options = options_of(command);
  TreeRun run(command.tree, {.is_repack = true,
                             .is_dry = command.dry_run,
                             .is_quiet = command.quiet,
                             .is_debug = command.debug || !is_tree});
  run_paths(command, options, stop.token(), run);
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  if (is_tree || command.paths.size() > 1) {
    print(run.format_summary(elapsed.count(),
                             options.n_jobs * options.n_threads));
  }
  if (stop.token().stop_requested()) {
    return stop.exit_code();
  }
  return run.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
