// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_tree_command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/json/json_log.h"
#include "base/process/low_priority.h"
#include "base/text/byte_size.h"
#include "base/text/escape_control.h"
#include "base/threads/core_count.h"
#include "mtscomp/archive/report_json.h"
#include "mtscomp/base/error.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/stop_on_signals.h"
#include "programs/pack/pack_summary.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

constexpr double kMega = 1e6;

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

std::string describe(const PackOutcome& outcome) {
  std::string text = fmt::format("{} {}", serialize_pack_status(outcome.status),
                                 escape_control(outcome.raw_path));
  if (outcome.cbin_size > 0) {
    text += fmt::format(": {} to {}, ratio {:.2f}",
                        format_byte_size(outcome.raw_size),
                        format_byte_size(outcome.cbin_size),
                        ratio_of(outcome.raw_size, outcome.cbin_size));
  }
  return text;
}

class TreeRun {
 public:
  TreeRun(const PackCommand& command, PackTreeOptions options)
      : command_(command), options_(std::move(options)) {
    if (command.tree.log_file && !command.dry_run) {
      refuse_recording_name(*command.tree.log_file);
      log_.emplace(*command.tree.log_file);
    }
    if (command.tree.max_rate) {
      rate_limit_.emplace(*command.tree.max_rate * kMega);
      options_.rate_limit = &*rate_limit_;
    }
  }

  void run(const std::string& tree, const std::stop_token& stop) {
    const FoundRecordings found = find_recordings(tree);
    summary_.add_unreadable(found.unreadable.size());
    for (const std::string& message : found.unreadable) {
      spdlog::error("{}", message);
    }
    (command_.dry_run ? plan_tree : pack_tree)(
        found.recordings, options_, stop,
        [this](const PackOutcome& outcome) { take(outcome); });
  }

  const PackSummary& summary() const { return summary_; }

 private:
  void take(const PackOutcome& outcome) {
    summary_.add(outcome);
    for (const std::string& warning : outcome.warnings) {
      spdlog::warn("{}", warning);
    }
    if (outcome.status == PackStatus::kFailed) {
      spdlog::error("{}", outcome.reason);
    } else if (!command_.quiet && is_worth_telling(outcome.status)) {
      print_to(command_.dry_run ? stdout : stderr, describe(outcome) + '\n');
    }
    if (log_ && outcome.status != PackStatus::kStopped) {
      log_->append({to_json(outcome)});
    }
  }

  bool is_worth_telling(PackStatus status) const {
    return status == PackStatus::kPacked || status == PackStatus::kPlanned ||
           (command_.debug && status != PackStatus::kStopped);
  }

  const PackCommand& command_;
  PackTreeOptions options_;
  std::optional<JsonLog> log_;
  std::optional<RateLimit> rate_limit_;
  PackSummary summary_;
};

std::string format_summary(const PackSummary& summary,
                           const PackCommand& command,
                           const PackTreeOptions& options, double seconds) {
  if (!command.dry_run) {
    return summary.format(seconds);
  }
  const std::size_t n_threads = options.n_jobs * options.pack.n_threads;
  return summary.format_plan(
      static_cast<double>(std::min(core_count(), n_threads)),
      command.tree.max_rate.value_or(0) * kMega);
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
  TreeRun run(command, settings);
  for (const std::string& tree : trees) {
    run.run(tree, stop.token());
  }
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - start;
  print(format_summary(run.summary(), command, settings, elapsed.count()));
  if (stop.token().stop_requested()) {
    return stop.exit_code();
  }
  return run.summary().is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
