// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/repack.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <utility>

#include "archive/repack/repack_one.h"
#include "archive/tree/backup_restorer.h"
#include "archive/tree/tree_jobs.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

namespace fs = std::filesystem;

bool may_be_pair(const RecordingFiles& files) {
  return !files.cbin_name.empty() ||
         (!files.ch_name.empty() && files.raw_name.empty());
}

FoundRecordings find_pair(const std::string& path) {
  FoundRecordings found;
  RecordingFiles files = find_recording_of(path);
  if (files.raw_name == fs::path(path).filename() && !files.raw_name.empty()) {
    throw UsageError(path +
                     ": a plain recording; mtscomp-pack makes a pair of it");
  }
  files.tree = Directory::open(files.directory);
  found.recordings.push_back(std::move(files));
  return found;
}

std::string directory_of(const std::string& path) {
  const std::string parent = fs::path(path).parent_path();
  return parent.empty() ? "." : parent;
}

// In the directory of the pairs, each pair would be found as its own copy.
void refuse_own_directory(const std::vector<RecordingFiles>& recordings,
                          const std::optional<Directory>& output) {
  if (output && !recordings.empty() &&
      is_same_directory(*recordings.front().tree, *output)) {
    throw UsageError(output->path() +
                     ": --output-dir is the directory of the pairs; leave it "
                     "out to replace the pairs, or name another directory");
  }
}

}  // namespace

FoundRecordings find_pairs(const std::string& path, bool restores_backups) {
  const OnProblem log = [](const std::string& problem) {
    spdlog::error("{}", problem);
  };
  if (fs::is_directory(path)) {
    return restores_backups ? find_restored(path, log) : find_recordings(path);
  }
  if (restores_backups) {
    restore_backups(Directory::open(directory_of(path)),
                    fs::path(path).filename(), log);
  }
  return find_pair(path);
}

void repack_tree(const std::vector<RecordingFiles>& recordings,
                 const RepackOptions& options, const std::stop_token& stop,
                 const OnPackOutcome& on_outcome) {
  const std::optional<Directory> output = make_output_root(recordings, options);
  refuse_own_directory(recordings, output);
  run_jobs(
      recordings, options, stop, &may_be_pair,
      [&](const RecordingFiles& files, std::stop_source& our_stop) {
        return repack_one(files, options, output, our_stop, /*is_dry=*/false);
      },
      on_outcome);
}

void plan_repack(const std::vector<RecordingFiles>& recordings,
                 const RepackOptions& options, const std::stop_token& stop,
                 const OnPackOutcome& on_outcome) {
  const std::optional<Directory> output = find_output_root(options);
  refuse_own_directory(recordings, output);
  run_jobs(
      recordings, options, stop, &may_be_pair,
      [&](const RecordingFiles& files, std::stop_source& our_stop) {
        return repack_one(files, options, output, our_stop, /*is_dry=*/true);
      },
      on_outcome);
}

}  // namespace mtscomp
