// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/repack/repack_one.h"

#include <fmt/format.h>

#include <utility>

#include "archive/repack/pair_files.h"
#include "archive/repack/pair_source.h"
#include "archive/repack/repack_trial.h"
#include "archive/repack/required_gain.h"
#include "archive/tree/job_control.h"
#include "archive/tree/pair_place.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"
#include "writer/commit/header_conflict.h"
#include "writer/commit/header_matches.h"
#include "writer/commit/recovery.h"
#include "writer/pack_source.h"

namespace mtscomp {
namespace {

class OneRepacker {
 public:
  OneRepacker(const RecordingFiles& files, const RepackOptions& options,
              const std::optional<Directory>& output, std::stop_source& stop,
              bool is_dry)
      : files_(files),
        options_(options),
        output_(output),
        control_(options, stop),
        is_dry_(is_dry) {
    if (files_.ch_name.empty()) {
      files_.ch_name = header_name_of(files_.cbin_name);
    }
    outcome_.old_cbin_path = files.path_of(files.main_name());
    outcome_.cbin_path = outcome_.old_cbin_path;
  }

  PackOutcome run() {
    control_.run([this] { return process(); }, outcome_);
    return std::move(outcome_);
  }

 private:
  bool is_in_place() const { return options_.output_directory.empty(); }

  PackStatus process() {
    if (control_.is_stopped()) {
      return PackStatus::kStopped;
    }
    if (files_.cbin_name.empty()) {
      throw UsageError(fmt::format("{}: its .cbin is missing",
                                   files_.path_of(files_.ch_name)));
    }
    const PairFiles old = find_old();
    if (is_in_place() && !is_dry_ &&
        (files_.has_backup || !old.is_complete())) {
      recover_pair(old.cbin, old.ch);
    }
    if (is_in_place() && old.has_symlink()) {
      return PackStatus::kSymlink;
    }
    if (!old.ch.is_there()) {
      throw UsageError(fmt::format("{}: its header {} is missing",
                                   old.cbin.path(), old.ch.name()));
    }
    if (is_in_place()) {
      old.refuse_long_names();
    }
    if (is_young(old)) {
      return PackStatus::kYoung;
    }
    return repack(old);
  }

  void warn_of_other_links(const PairFiles& old) {
    const std::string warning = old.describe_other_links();
    if (is_in_place() && !warning.empty()) {
      outcome_.warnings.push_back(warning);
    }
  }

  // In place, symlinks are not followed, because only the link would be
  // replaced.
  PairFiles find_old() const {
    const LastSymlink last =
        is_in_place() ? LastSymlink::kRefuse : LastSymlink::kFollow;
    const Directory directory = files_.open_directory();
    return {.cbin = {directory, files_.cbin_name, last},
            .ch = {directory, files_.ch_name, last}};
  }

  // Empty in a dry run whose output directory does not exist.
  std::optional<PairFiles> find_new(const PairFiles& old) const {
    const std::optional<Directory> directory = open_pair_directory(
        files_, old.cbin, options_.output_directory, output_, is_dry_);
    return directory
               ? std::optional(PairFiles{.cbin = {*directory, files_.cbin_name},
                                         .ch = {*directory, files_.ch_name}})
               : std::nullopt;
  }

  bool is_young(const PairFiles& old) {
    return control_.is_young(old.cbin.path(), old.modified(), outcome_);
  }

  PackStatus repack(const PairFiles& old) {
    PairSource source(old.cbin, old.ch, options_.n_threads);
    outcome_.raw_size = source.header().raw_size();
    outcome_.old_cbin_size = source.header().cbin_size();
    outcome_.cbin_size = outcome_.old_cbin_size;
    const std::optional<PairFiles> target = find_new(old);
    if (target) {
      outcome_.cbin_path = target->cbin.path();
      if (!is_in_place() && is_done_elsewhere(source, *target)) {
        return PackStatus::kDone;
      }
    }
    ChunkLayout layout = ChunkLayout::of(source.header());
    layout.transform = choose_transform(source);
    outcome_.transform = layout.transform;
    if (const std::string obstacle = find_obstacle(layout, pack_options());
        !obstacle.empty()) {
      throw UsageError(source.path() + ": " + obstacle);
    }
    if (!is_worth_it(source)) {
      return PackStatus::kDone;
    }
    warn_of_other_links(old);
    if (target) {
      refuse_other_data(target->cbin, target->ch);
    }
    return is_dry_ ? PackStatus::kPlanned : write(source, *target, layout);
  }

  Transform choose_transform(const PairSource& source) {
    if (!options_.auto_transform) {
      return options_.transform.value_or(source.header().transform);
    }
    const ChosenTransform chosen =
        choose_repack_transform(source, pack_options(), control_.token());
    control_.pay(chosen.n_read);
    return chosen.transform;
  }

  // Estimates the gain if a decision or a plan needs it.
  bool is_worth_it(const PairSource& source) {
    // If the user named another transform, the gain does not matter.
    const bool needs_gain =
        is_in_place() && (options_.auto_transform ||
                          *outcome_.transform == source.header().transform);
    if (!needs_gain && !is_dry_) {
      return true;
    }
    const RepackTrial trial = try_repack(source, *outcome_.transform,
                                         pack_options(), control_.token());
    control_.pay(trial.n_read);
    if (needs_gain && trial.gain() < required_gain(source.header(),
                                                   trial.segments, options_)) {
      return false;
    }
    outcome_.cbin_size = static_cast<std::uint64_t>(
        static_cast<double>(outcome_.old_cbin_size) * (1 - trial.gain()));
    outcome_.seconds = trial.thread_seconds;
    return true;
  }

  PackStatus write(PairSource& source, const PairFiles& target,
                   const ChunkLayout& layout) {
    const PackProgress packed =
        pack_source(source, {target.cbin, target.ch, layout}, pack_options(),
                    control_.token(), [&](const PackProgress& now) {
                      control_.pay_up_to(source.n_read() + now.cbin_size);
                      if (options_.on_progress) {
                        options_.on_progress(now);
                      }
                    });
    outcome_.cbin_size = packed.cbin_size;
    outcome_.sha1_uncompressed = packed.sha1_uncompressed;
    return PackStatus::kPacked;
  }

  PackOptions pack_options() const {
    return {.level = options_.level,
            .n_threads = options_.n_threads,
            .existing = is_in_place() ? Existing::kReplace : Existing::kRefuse,
            .n_segments = options_.n_segments};
  }

  // Whether an earlier run wrote this pair.  All other files are in the way.
  bool is_done_elsewhere(const PairSource& source, const PairFiles& target) {
    if (is_left_by_killed_writer(target.cbin, target.ch)) {
      return false;
    }
    if (target.is_complete() && header_matches(target.cbin, target.ch)) {
      const Header found = read_header(
          *make_source_file(target.ch.open_for_reading()), target.ch.path());
      if (found.sha1_uncompressed == source.header().sha1_uncompressed) {
        outcome_.cbin_size = found.cbin_size();
        return true;
      }
    }
    refuse_existing(target.cbin);
    refuse_existing(target.ch);
    return false;
  }

  RecordingFiles files_;
  const RepackOptions& options_;
  const std::optional<Directory>& output_;
  JobControl control_;
  bool is_dry_;
  PackOutcome outcome_;
};

}  // namespace

PackOutcome repack_one(const RecordingFiles& files,
                       const RepackOptions& options,
                       const std::optional<Directory>& output,
                       std::stop_source& stop, bool is_dry) {
  return OneRepacker(files, options, output, stop, is_dry).run();
}

}  // namespace mtscomp
