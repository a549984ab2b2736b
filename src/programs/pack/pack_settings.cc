// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_settings.h"

#include <algorithm>
#include <cstddef>

#include "mtscomp/base/output_file.h"

namespace mtscomp {
namespace {

// Threads for each recording: the given number, else an equal share of the
// cores for each of n_jobs recordings.
std::size_t choose_n_threads(const PackCommand& command,
                             const Defaults& defaults, std::size_t n_jobs) {
  constexpr std::size_t kMaxThreads = 1024;  // ~/.mtscomp may have any number.
  if (command.encoding.n_threads) {
    return std::min(kMaxThreads, *command.encoding.n_threads);
  }
  if (defaults.n_threads) {
    return std::min<std::size_t>(kMaxThreads, *defaults.n_threads);
  }
  return threads_per_job(n_jobs);
}

PackOptions choose_pack_options(const PackCommand& command,
                                const Defaults& defaults, std::size_t n_jobs) {
  PackOptions options;
  options.level = command.compat
                      ? DeflateLevel::kZlib6
                      : command.encoding.level.value_or(options.level);
  options.n_segments =
      command.compat ? 1
                     : command.encoding.n_segments.value_or(options.n_segments);
  options.n_threads = choose_n_threads(command, defaults, n_jobs);
  options.check =
      !command.no_check && defaults.check_after_compress.value_or(true);
  options.allow_lossy_float = command.allow_lossy_float;
  options.existing = command.overwrite ? Existing::kReplace : Existing::kRefuse;
  return options;
}

// For trees, the parameters of each recording come only from the recording or
// the command line, not from ~/.mtscomp.
void keep_no_parameters(PackTreeOptions& settings) {
  settings.request.cbin_path.reset();
  settings.request.ch_path.reset();
  settings.defaults.n_channels.reset();
  settings.defaults.sample_rate.reset();
  settings.defaults.dtype.reset();
  settings.defaults.problem.clear();
  settings.request.is_in_tree = true;
}

}  // namespace

PackTreeOptions resolve_settings(const PackCommand& command,
                                 const Defaults& defaults, bool is_tree) {
  const TreeSettings& tree = command.tree;
  PackTreeOptions settings;
  settings.request = command.request;
  if (command.compat && !command.request.transform) {
    settings.request.transform = all_transforms().front();
  }
  settings.defaults = defaults;
  if (is_tree) {
    keep_no_parameters(settings);
  }
  take_tree_settings(tree, settings);
  settings.pack = choose_pack_options(command, defaults, settings.n_jobs);
  settings.auto_transform = command.encoding.auto_transform;
  settings.verify_existing = tree.verify_existing;
  settings.replace_broken = command.overwrite;
  return settings;
}

}  // namespace mtscomp
