// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/verify/verify_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "base/json/json_text.h"
#include "base/text/escape_control.h"
#include "mtscomp/archive/report_json.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/rate_limit.h"
#include "programs/cli/archive_path.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/raw_directory.h"
#include "programs/cli/stop_on_signals.h"

namespace mtscomp {
namespace {

class Verification {
 public:
  explicit Verification(const VerifyCommand& command) : command_(command) {
    if (command.max_rate) {
      constexpr double kMega = 1e6;
      rate_limit_.emplace(*command.max_rate * kMega);
    }
    options_ = {.quick = command.is_quick,
                .compare_raw = command.safe_to_delete,
                .drop_pages = command.safe_to_delete};
    if (command.raw_directory) {
      raw_directory_.emplace(*command.raw_directory);
    }
  }

  void verify_path(const std::string& path, const std::stop_token& stop) {
    options_.n_threads =
        n_reading_threads(command_.n_threads, path, command_.remote);
    if (!is_tree(path)) {
      verify_if_packed(find_recording_of(path, command_.remote), stop);
      return;
    }
    const FoundRecordings found = find_recordings(path, command_.remote);
    for (const std::string& message : found.unreadable) {
      warn(message);
    }
    for (const std::string& aside : found.backups) {
      warn(describe_backup(aside));
    }
    for (const RecordingFiles& files : found.recordings) {
      if (command_.shard.contains(files.shard_key())) {
        verify_if_packed(files, stop);
      }
    }
  }

  void print_summary() const {
    if (command_.quiet) {
      return;
    }
    std::string text = fmt::format(
        "{} ok, {} unproven, {} failed, {} not verified, {} not packed", n_ok_,
        n_unproven_, n_failed_, n_unknown_, n_plain_);
    if (command_.safe_to_delete) {
      text += fmt::format(", {} safe to delete", n_safe_);
    }
    print_message("mtscomp-verify", text);
    if (n_unproven_ > 0 && !command_.allow_missing_sha1) {
      print_message("mtscomp-verify",
                    "unproven: the header has no SHA-1 (mtscomp-chop leaves it "
                    "out); --allow-missing-sha1 accepts such pairs");
    }
  }

  bool is_all_well() const {
    return n_failed_ == 0 && n_unknown_ == 0 && n_warnings_ == 0 &&
           (n_unproven_ == 0 || command_.allow_missing_sha1);
  }

 private:
  // Reports a problem of a tree, which is not a problem of a pair.
  void warn(const std::string& message) {
    ++n_warnings_;
    print_message("mtscomp-verify", message);
  }

  // If one file of the pair exists, the pair is verified, and is failed.
  void verify_if_packed(const RecordingFiles& files,
                        const std::stop_token& stop) {
    if (!files.cbin_name.empty() || !files.ch_name.empty()) {
      verify_one(files, stop);
      return;
    }
    ++n_plain_;
    if (!command_.quiet) {
      print_to(stderr, escape_control(files.path_of(files.raw_name)) +
                           ": not packed\n");
    }
  }

  void verify_one(RecordingFiles files, const std::stop_token& stop) {
    if (raw_directory_) {
      if (const auto problem = raw_directory_->find(files)) {
        warn(*problem);
      }
    }
    std::uint64_t n_done = 0;
    VerifyOptions options = options_;
    const OpenFile open_raw = [this](const std::string& path) {
      return raw_directory_->open(path);
    };
    options.open_raw = raw_directory_ ? &open_raw : nullptr;
    const VerifyReport report =
        verify(files, options, stop, [&](const VerifyProgress& now) {
          const std::uint64_t n = now.done - std::exchange(n_done, now.done);
          if (rate_limit_) {
            rate_limit_->take(n, stop);
          }
        });
    count(report);
    for (const std::string& note : report.notes) {
      print_message("mtscomp-verify", note);
    }
    if (command_.json) {
      print(serialize_json_line(
                {to_json(files, report, command_.safe_to_delete)}) +
            '\n');
    } else {
      print_report(files, report);
    }
  }

  void count(const VerifyReport& report) {
    ++(report.has(CheckResult::kFailed)    ? n_failed_
       : report.has(CheckResult::kUnknown) ? n_unknown_
       : report.is_verified()              ? n_ok_
                                           : n_unproven_);
    n_safe_ += report.is_raw_verified() ? 1U : 0U;
  }

  // A name with a newline would add a second line to the list, with the name of
  // a file that was not verified.
  void list(const std::string& raw_path) {
    if (!command_.ends_with_zero && raw_path.find('\n') != std::string::npos) {
      ++n_warnings_;
      print_to(stderr, escape_control(raw_path) +
                           ": its name contains a newline; use --null to list "
                           "it\n");
      return;
    }
    print(raw_path + (command_.ends_with_zero ? '\0' : '\n'));
  }

  void print_report(const RecordingFiles& files, const VerifyReport& report) {
    if (command_.safe_to_delete && report.is_raw_verified()) {
      list(files.path_of(files.raw_name));
    }
    // With --safe-to-delete, standard output contains only the list of paths.
    std::FILE* const out = command_.safe_to_delete ? stderr : stdout;
    const std::string path = escape_control(files.path_of(files.main_name()));
    if (report.is_verified()) {
      if (!command_.quiet && !command_.safe_to_delete) {
        print_to(out, "ok        " + path + '\n');
      }
      return;
    }
    const bool is_failed = report.has(CheckResult::kFailed);
    const bool is_unknown = report.has(CheckResult::kUnknown);
    if (is_failed || is_unknown || !command_.allow_missing_sha1) {
      print_to(out, (is_failed    ? "failed    "
                     : is_unknown ? "not verified  "
                                  : "unproven  ") +
                        path + '\n');
    }
    for (const Check& check : report.checks) {
      if (is_problem(check)) {
        print_to(out, fmt::format("  {}: {}\n", check.name,
                                  escape_control(check.message)));
      }
    }
  }

  bool is_problem(const Check& check) const {
    return check.result == CheckResult::kFailed ||
           check.result == CheckResult::kUnknown ||
           (check.result == CheckResult::kMissing &&
            !command_.allow_missing_sha1);
  }

  const VerifyCommand& command_;
  VerifyOptions options_;
  std::optional<RateLimit> rate_limit_;
  std::optional<RawDirectory> raw_directory_;
  std::size_t n_ok_ = 0;
  std::size_t n_unproven_ = 0;
  std::size_t n_failed_ = 0;
  std::size_t n_unknown_ = 0;
  std::size_t n_plain_ = 0;
  std::size_t n_safe_ = 0;
  std::size_t n_warnings_ = 0;
};

}  // namespace

int run_verify(const VerifyCommand& command) {
  const StopOnSignals stop;
  Verification verification(command);
  try {
    for (const std::string& path : command.paths) {
      verification.verify_path(path, stop.token());
    }
  } catch (const Stopped&) {
    print_message("mtscomp-verify", "stopped");
    return stop.exit_code();
  }
  verification.print_summary();
  return verification.is_all_well() ? kExitOk : kExitFailure;
}

}  // namespace mtscomp
