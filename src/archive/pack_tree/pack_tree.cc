// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/pack_tree.h"

#include <optional>

#include "archive/pack_tree/pack_one.h"
#include "archive/tree/tree_jobs.h"

namespace mtscomp {
namespace {

bool has_plain_file(const RecordingFiles& files) {
  return !files.raw_name.empty();
}

}  // namespace

void pack_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome) {
  const std::optional<Directory> output = make_output_root(recordings, options);
  run_jobs(
      recordings, options, stop, &has_plain_file,
      [&](const RecordingFiles& files, std::stop_source& our_stop) {
        return pack_one(files, options, output, our_stop);
      },
      on_outcome);
}

void plan_tree(const std::vector<RecordingFiles>& recordings,
               const PackTreeOptions& options, const std::stop_token& stop,
               const OnPackOutcome& on_outcome) {
  const std::optional<Directory> output = find_output_root(options);
  run_jobs(
      recordings, options, stop, &has_plain_file,
      [&](const RecordingFiles& files, std::stop_source& our_stop) {
        return plan_one(files, options, output, our_stop);
      },
      on_outcome);
}

}  // namespace mtscomp
