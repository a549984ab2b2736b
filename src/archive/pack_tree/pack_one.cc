// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/pack_tree/pack_one.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "archive/pack_tree/existing_pair.h"
#include "archive/pack_tree/pack_estimate.h"
#include "archive/tree/job_control.h"
#include "archive/tree/pair_place.h"
#include "archive/verify/file_sha1.h"
#include "mtscomp/archive/verify.h"
#include "mtscomp/base/error.h"
#include "writer/choose_transform.h"
#include "writer/commit/header_conflict.h"
#include "writer/commit/recovery.h"

namespace mtscomp {
namespace {

class OnePacker {
 public:
  OnePacker(const RecordingFiles& files, const PackTreeOptions& options,
            const std::optional<Directory>& output, std::stop_source& stop,
            bool is_dry)
      : files_(files),
        options_(options),
        output_(output),
        control_(options, stop),
        is_dry_(is_dry) {
    outcome_.raw_path = files.path_of(files.raw_name);
  }

  PackOutcome run() {
    control_.run([this] { return process(); }, outcome_);
    return std::move(outcome_);
  }

 private:
  PackStatus process() {
    if (control_.is_stopped()) {
      return PackStatus::kStopped;
    }
    if (files_.raw_is_symlink) {
      return PackStatus::kSymlink;
    }
    if (!files_.problem.empty()) {
      throw UsageError(outcome_.raw_path + ": " + files_.problem);
    }
    const FileLocation raw(files_.open_directory(), files_.raw_name);
    if (is_young(raw)) {
      return PackStatus::kYoung;
    }
    const RecordingFiles pair =
        place_pair(files_, options_.output_directory, output_);
    outcome_.cbin_path = pair.path_of(pair.cbin_name);
    const std::optional<Directory> directory = open_pair_directory(
        files_, raw, options_.output_directory, output_, is_dry_);
    if (!directory) {  // A dry run whose output directory does not exist.
      return pack_as(pair, {raw, raw, raw}, /*is_replacing=*/false);
    }
    return pack_into(pair, {.raw = raw,
                            .cbin = {*directory, pair.cbin_name},
                            .ch = {*directory, pair.ch_name}});
  }

  PackStatus pack_into(const RecordingFiles& pair, const PackFiles& files) {
    if (!is_dry_ && (pair.has_backup || !is_complete(files))) {
      recover_pair(files.cbin, files.ch);
    }
    const bool is_replacing = is_complete(files);
    const PairProblem problem =
        is_replacing ? check_existing(pair, files) : PairProblem();
    if (is_replacing && problem.fault == PairFault::kNone) {
      return PackStatus::kDone;
    }
    refuse_shared_header(files.cbin, files.ch);
    refuse_half_pair(files);
    if (is_replacing) {
      require_damaged(pair, files, problem);
    }
    return pack_as(pair, files, is_replacing);
  }

  // If the pair and the plain file differ, either may be damaged: a pair that
  // is sound may be the only good copy of the recording.
  void require_damaged(const RecordingFiles& pair, const PackFiles& files,
                       const PairProblem& problem) {
    if (!options_.replace_broken) {
      throw UsageError(problem.message +
                       advice_on(problem.fault, options_.verify_existing));
    }
    const VerifyReport report = verify(
        pair, {.n_threads = options_.pack.n_threads}, control_.token(), {});
    const PairProblem found = find_problem(report, /*needs_sha1=*/false);
    if (found.fault != PairFault::kDamaged) {
      // If the damage is gone, it was a transient read error.
      const bool is_gone = found.fault == PairFault::kNone &&
                           problem.fault == PairFault::kDamaged;
      const PairProblem& last =
          found.fault == PairFault::kNone ? problem : found;
      throw UsageError(last.message +
                       advice_on(is_gone ? PairFault::kNone : last.fault,
                                 /*is_read=*/true));
    }
    require_origin(files, report.recorded_sha1);
  }

  // Sound chunks of a damaged pair may be the only copy.  Therefore the pair is
  // replaced only if it was packed from this plain file.
  void require_origin(const PackFiles& files,
                      const std::optional<std::string>& recorded_sha1) {
    const std::string sha1 = sha1_of_file(
        *make_source_file(files.raw.open_for_reading()), outcome_.raw_path,
        [this](std::size_t n) { control_.pay(n); });
    if (sha1 != recorded_sha1) {
      throw UsageError(fmt::format(
          "{}: damaged, but not replaced: the SHA-1 of {} is {}, "
          "but the header {}; move the pair or the plain file away",
          files.cbin.path(), outcome_.raw_path, sha1,
          recorded_sha1 ? "says " + *recorded_sha1 : "has no SHA-1"));
    }
    required_sha1_ = recorded_sha1;
  }

  bool is_young(const FileLocation& raw) {
    const std::optional<struct stat> status = raw.status();
    if (!status) {
      throw_system_error(ENOENT, outcome_.raw_path + ": cannot read its size");
    }
    outcome_.raw_size = static_cast<std::uint64_t>(status->st_size);
    return control_.is_young(outcome_.raw_path, status->st_mtime, outcome_);
  }

  PairProblem check_existing(const RecordingFiles& pair,
                             const PackFiles& files) {
    const OpenFile open_raw = [&](const std::string& /*path*/) {
      return files.raw.open_for_reading();
    };
    std::uint64_t n_done = 0;
    const VerifyReport report =
        verify(pair,
               {.n_threads = options_.pack.n_threads,
                .quick = !options_.verify_existing,
                .compare_raw = true,
                .open_raw = &open_raw},
               control_.token(), [&](const VerifyProgress& now) {
                 control_.pay(now.done - std::exchange(n_done, now.done));
               });
    outcome_.cbin_size = report.cbin_size;
    // The .meta describes the plain file, so packing again would not help.
    for (const std::string_view name : {"file_size", "file_sha1"}) {
      const Check& check = report.check(name);
      if (check.result == CheckResult::kFailed ||
          check.result == CheckResult::kUnknown) {
        outcome_.warnings.push_back(check.message);
      }
    }
    PairProblem problem = find_problem(report, options_.verify_existing);
    const bool is_whole = problem.fault == PairFault::kNone ||
                          problem.fault == PairFault::kUnproven;
    if (is_whole && report.raw_size != outcome_.raw_size) {
      problem = {
          PairFault::kDiffers,
          fmt::format("{}: the header says {} bytes of samples, but {} has {}",
                      pair.path_of(pair.ch_name), report.raw_size,
                      outcome_.raw_path, outcome_.raw_size)};
    }
    return problem;
  }

  PackStatus pack_as(const RecordingFiles& pair, const PackFiles& files,
                     bool is_replacing) {
    PackRequest request = options_.request;
    request.raw_path = outcome_.raw_path;
    request.cbin_path = pair.path_of(pair.cbin_name);
    request.ch_path = pair.path_of(pair.ch_name);
    request.files = files;
    PackPlan plan = plan_pack(request, options_.defaults);
    plan.job.required_sha1 = required_sha1_;
    outcome_.warnings = plan.warnings;
    PackOptions pack_options = options_.pack;
    pack_options.existing =
        is_replacing ? Existing::kReplace : Existing::kRefuse;
    if (is_dry_) {
      estimate(plan.job, pack_options);
      return PackStatus::kPlanned;
    }
    if (options_.auto_transform) {
      take_best_transform(pack_options, plan.job);
    }
    const PackProgress packed =
        pack(plan.job, pack_options, control_.token(),
             [this](const PackProgress& now) {
               control_.pay_up_to(now.raw_done + now.cbin_size);
             });
    outcome_.cbin_size = packed.cbin_size;
    outcome_.sha1_uncompressed = packed.sha1_uncompressed;
    if (plan.recorded_sha1 && *plan.recorded_sha1 != packed.sha1_uncompressed) {
      outcome_.warnings.push_back(fmt::format(
          "{}: the SHA-1 is {}, but fileSHA1 in its .meta says {}",
          outcome_.raw_path, packed.sha1_uncompressed, *plan.recorded_sha1));
    }
    return PackStatus::kPacked;
  }

  void take_best_transform(const PackOptions& pack_options, PackJob& job) {
    job.layout.transform =
        estimate_transforms(job, pack_options, control_.token())
            .front()
            .transform;
  }

  void estimate(const PackJob& job, const PackOptions& pack_options) {
    // An existing .cbin must be replaceable.  In all other cases it is missing,
    // or the next writer removes it.
    if (pack_options.existing == Existing::kReplace) {
      refuse_existing(job.files->cbin, Existing::kReplace);
    }
    const PackEstimate found =
        estimate_pack(job, pack_options, options_.auto_transform,
                      outcome_.raw_size, control_.token());
    outcome_.cbin_size = found.cbin_size;
    outcome_.seconds = found.thread_seconds;
  }

  const RecordingFiles& files_;
  const PackTreeOptions& options_;
  const std::optional<Directory>& output_;
  JobControl control_;
  bool is_dry_;
  // SHA-1 that the samples must have to replace a damaged pair.
  std::optional<std::string> required_sha1_;
  PackOutcome outcome_;
};

}  // namespace

PackOutcome pack_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop) {
  return OnePacker(files, options, output, stop, /*is_dry=*/false).run();
}

PackOutcome plan_one(const RecordingFiles& files,
                     const PackTreeOptions& options,
                     const std::optional<Directory>& output,
                     std::stop_source& stop) {
  return OnePacker(files, options, output, stop, /*is_dry=*/true).run();
}

}  // namespace mtscomp
