// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/verify.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>

#include <system_error>
#include <utility>

#include "archive/verify/check_outcome.h"
#include "archive/verify/decoded_hashes.h"
#include "archive/verify/file_sha1.h"
#include "archive/verify/meta_checks.h"
#include "base/files/page_cache.h"
#include "base/mounts/mounted_view.h"
#include "codec/chunk_verifier.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_identity.h"
#include "reader/headers/header_file.h"
#include "reader/location/cancel_on_stop.h"
#include "source/source.h"

namespace mtscomp {
namespace {

FileDescriptor open_without_following(const std::string& path) {
  FileDescriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!file.is_open()) {
    throw_errno(path + ": cannot open");
  }
  return file;
}

FileIdentity identity_of(const SourceFile& file, const std::string& path) {
  return FileIdentity::of(file.status(path));
}

// The state of one verification, and its checks, in order.
class Verifier {
 public:
  Verifier(const RecordingFiles& files, const VerifyOptions& options,
           const std::stop_token& stop, const OnVerifyProgress& on_progress)
      : files_(files),
        options_(options),
        stop_(stop),
        on_progress_(on_progress),
        cbin_path_(files.path_of(files.cbin_name)),
        ch_path_(files.path_of(files.ch_name)) {}

  VerifyReport run() {
    check("header", [this] { return check_header(); });
    check("size", [this] { return check_size(); });
    decode();
    check("sha1_compressed", [this] { return check_sha1_compressed(); });
    check("sha1_uncompressed", [this] { return check_sha1_uncompressed(); });
    const MetaChecks meta(files_);
    check("file_size", [&] { return meta.check_file_size(header_); });
    check("file_sha1", [&] { return meta.check_file_sha1(header_, hashes_); });
    check("raw", [this] { return check_raw(); });
    return std::move(report_);
  }

 private:
  // Only CorruptChunkError and FormatError, except UnsupportedError, mean a
  // fault of the files.  After any other error the check counts as not made.
  template <typename Function>
  void check(std::string_view name, Function function) {
    CheckOutcome outcome;
    try {
      outcome = function();
    } catch (const UnsupportedError& error) {
      outcome = {CheckResult::kUnknown, error.what()};
    } catch (const FormatError& error) {
      outcome = {CheckResult::kFailed, error.what()};
    } catch (const CorruptChunkError& error) {
      outcome = {CheckResult::kFailed, error.what()};
    } catch (const std::system_error& error) {
      outcome = {CheckResult::kUnknown, error.what()};
    } catch (const std::bad_alloc&) {
      outcome = {CheckResult::kUnknown,
                 files_.path_of(files_.main_name()) +
                     ": out of memory; use fewer threads (-p)"};
    }
    report_.checks.push_back(
        {name, outcome.result, std::move(outcome.message)});
  }

  CheckOutcome check_header() {
    if (!files_.is_pair()) {
      return {CheckResult::kFailed,
              fmt::format("{}: its {} is missing",
                          files_.path_of(files_.main_name()),
                          files_.ch_name.empty()
                              ? "header " + header_name_of(files_.main_name())
                              : "data file (.cbin)")};
    }
    const SourceFilePtr ch = files_.open(files_.ch_name);
    ch_identity_ = identity_of(*ch, ch_path_);
    drop_pages_of(*ch, ch_path_);
    header_ = read_header(*ch, ch_path_);
    report_.raw_size = header_->raw_size();
    report_.cbin_size = header_->cbin_size();
    report_.n_chunks = header_->n_chunks();
    report_.recorded_sha1 = header_->sha1_uncompressed;
    return {};
  }

  CheckOutcome check_size() {
    if (!header_) {
      return {CheckResult::kNotDone};
    }
    cbin_ = files_.open(files_.cbin_name);
    cbin_identity_ = identity_of(*cbin_, cbin_path_);
    drop_pages_of(*cbin_, cbin_path_);
    if (const std::uint64_t size = cbin_identity_.size;
        size != header_->cbin_size()) {
      return {
          CheckResult::kFailed,
          fmt::format("{}: the file has {} bytes, but {} says {}", cbin_path_,
                      size, files_.ch_name, header_->cbin_size())};
    }
    has_right_size_ = true;
    return {};
  }

  void drop_pages_of(const SourceFile& file, const std::string& path) {
    const bool is_local = file.descriptor() != nullptr;
    const std::uint64_t n_kept = options_.drop_pages && is_local
                                     ? drop_pages(*file.descriptor(), path)
                                     : 0;
    if (n_kept > 0) {
      report_.notes.push_back(fmt::format(
          "{}: {} bytes were verified in memory, not on the disk, because "
          "another process maps or reads the file",
          path, n_kept));
    }
  }

  // Chunks are checked even if the size is wrong: the user may want to save the
  // good ones.
  void decode() {
    check("chunks", [this]() -> CheckOutcome {
      if (!header_ || !cbin_ || options_.quick) {
        return {CheckResult::kNotDone};
      }
      progress_.total = header_->cbin_size() + size_of_raw();
      hashes_ = decode_and_hash(std::move(cbin_), cbin_path_, *header_,
                                options_.n_threads, stop_,
                                [this](std::size_t n) { advance(n); });
      report_.n_bad_chunks = hashes_->bad.count;
      report_.n_unread_chunks = hashes_->unread.count;
      report_.sha1_uncompressed = hashes_->sha1_uncompressed;
      note_segments(hashes_->n_wrong_segments);
      return hashes_->bad.count > 0
                 ? CheckOutcome{CheckResult::kFailed, hashes_->bad.describe()}
             : hashes_->unread.count > 0
                 ? CheckOutcome{CheckResult::kUnknown,
                                hashes_->unread.describe()}
                 : CheckOutcome{};
    });
  }

  // The samples can be read without the segments, so this is no failed check.
  void note_segments(std::size_t n_wrong) {
    constexpr std::string_view kRemedy =
        "readers decode whole chunks; mtscomp-repack writes the segments anew";
    if (!header_->segments_problem.empty()) {
      report_.notes.push_back(
          fmt::format("{}; {}", header_->segments_problem, kRemedy));
    } else if (n_wrong > 0) {
      report_.notes.push_back(fmt::format(
          "{}: the segments in the header do not describe {} of {} chunks; {}",
          ch_path_, n_wrong, header_->n_chunks(), kRemedy));
    }
  }

  CheckOutcome check_sha1_compressed() const {
    if (!header_) {
      return {CheckResult::kNotDone};
    }
    if (!header_->sha1_compressed) {
      return missing("sha1_compressed");
    }
    if (!hashes_ || !has_right_size_) {
      return {CheckResult::kNotDone};
    }
    if (!hashes_->sha1_compressed) {
      return {CheckResult::kUnknown,
              fmt::format("{}: cannot read all chunks", cbin_path_)};
    }
    return compare_texts(cbin_path_ + ": the SHA-1",
                         "sha1_compressed in " + ch_path_ + " says",
                         header_->sha1_compressed, hashes_->sha1_compressed);
  }

  CheckOutcome check_sha1_uncompressed() const {
    if (!header_) {
      return {CheckResult::kNotDone};
    }
    if (!header_->sha1_uncompressed) {
      return missing("sha1_uncompressed");
    }
    if (!is_lossless(ChunkLayout::of(*header_))) {
      return {CheckResult::kAbsent,
              fmt::format("{}: differences of {} are rounded, so "
                          "sha1_uncompressed cannot be compared",
                          ch_path_, serialize_dtype(header_->dtype))};
    }
    if (!hashes_ || !hashes_->sha1_uncompressed) {
      return {CheckResult::kNotDone};
    }
    return compare_texts(cbin_path_ + ": the SHA-1 of the samples",
                         "sha1_uncompressed in " + ch_path_ + " says",
                         header_->sha1_uncompressed,
                         hashes_->sha1_uncompressed);
  }

  CheckOutcome missing(std::string_view key) const {
    return {CheckResult::kMissing,
            fmt::format("{}: the header has no {}", ch_path_, key)};
  }

  bool compares_raw() const {
    return options_.compare_raw && !options_.quick && !files_.is_remote() &&
           !files_.raw_name.empty() && !files_.raw_is_symlink;
  }

  std::uint64_t size_of_raw() const {
    return compares_raw() ? header_->raw_size() : 0;
  }

  CheckOutcome check_raw() {
    if (files_.raw_name.empty()) {
      return {CheckResult::kAbsent, "no plain file"};
    }
    if (!header_ || !compares_raw()) {
      return {CheckResult::kNotDone};
    }
    if (!is_lossless(ChunkLayout::of(*header_))) {
      return {CheckResult::kAbsent,
              fmt::format("{}: differences of {} are rounded, so the plain "
                          "file cannot be compared",
                          ch_path_, serialize_dtype(header_->dtype))};
    }
    const std::string path = files_.path_of(files_.raw_name);
    const SourceFilePtr raw = open_raw(path);
    if (const std::optional<std::string> view =
            find_view_behind(*raw->descriptor())) {
      return {CheckResult::kUnknown,
              fmt::format("{}: not compared, because it may be a view of the "
                          "pair: {}",
                          path, *view)};
    }
    const FileIdentity raw_identity = identity_of(*raw, path);
    if (const std::uint64_t size = raw_identity.size;
        size != header_->raw_size()) {
      return {CheckResult::kFailed,
              fmt::format("{}: the file has {} bytes, but {} says {}", path,
                          size, files_.ch_name, header_->raw_size())};
    }
    const std::string sha1 =
        sha1_of_file(*raw, path, [this](std::size_t n) { advance(n); });
    // Finally, each path must still name the file that was read, because the
    // caller may delete by path.  open_raw() may start at an open directory,
    // over which a file system was mounted meanwhile, so the path is checked
    // too.
    if (identity_of(*open_raw(path), path) != raw_identity ||
        !is_still(path, raw_identity) || !is_still(ch_path_, ch_identity_) ||
        !is_still(cbin_path_, cbin_identity_)) {
      return {CheckResult::kUnknown,
              path +
                  ": the file or its pair changed while the pair was being "
                  "verified; verify the pair again"};
    }
    if (!header_->sha1_uncompressed || !hashes_ ||
        !hashes_->sha1_uncompressed) {
      return {CheckResult::kNotDone};
    }
    const CheckOutcome outcome = compare_texts(
        path + ": the SHA-1", "sha1_uncompressed in " + ch_path_ + " says",
        header_->sha1_uncompressed, sha1);
    return outcome.result == CheckResult::kOk
               ? compare_texts(cbin_path_ + ": the SHA-1 of the samples",
                               "the SHA-1 of " + path + " is", sha1,
                               hashes_->sha1_uncompressed)
               : outcome;
  }

  SourceFilePtr open_raw(const std::string& path) const {
    SourceFilePtr raw =
        make_source_file(options_.open_raw ? (*options_.open_raw)(path)
                                           : open_without_following(path));
    if (!S_ISREG(raw->status(path).st_mode)) {
      throw_system_error(EINVAL, path + ": not a regular file");
    }
    return raw;
  }

  // Whether the path still names the same unchanged file, and is not a symlink,
  // whose target could change.
  static bool is_still(const std::string& path, const FileIdentity& before) {
    struct stat now = {};
    return ::lstat(path.c_str(), &now) == 0 && FileIdentity::of(now) == before;
  }

  void advance(std::size_t n_bytes) {
    if (stop_.stop_requested()) {
      throw Stopped(cbin_path_ + ": stopped");
    }
    progress_.done += n_bytes;
    if (on_progress_) {
      on_progress_(progress_);
    }
  }

  const RecordingFiles& files_;
  const VerifyOptions& options_;
  const std::stop_token& stop_;
  const OnVerifyProgress& on_progress_;
  std::string cbin_path_;
  std::string ch_path_;
  std::optional<Header> header_;
  std::optional<DecodedHashes> hashes_;
  SourceFilePtr cbin_;        // Open from check_size() to decode().
  FileIdentity ch_identity_;  // Identities of the files before reading.
  FileIdentity cbin_identity_;
  bool has_right_size_ = false;
  VerifyProgress progress_;
  VerifyReport report_;
};

}  // namespace

VerifyReport verify(const RecordingFiles& files, const VerifyOptions& options,
                    const std::stop_token& stop,
                    const OnVerifyProgress& on_progress) {
  if (!files.is_remote()) {
    return Verifier(files, options, stop, on_progress).run();
  }
  const std::string message = files.path_of(files.main_name()) + ": stopped";
  return run_cancellable(
      stop, [&files] { files.archive->stop(); }, message,
      [&] {
        VerifyReport report = Verifier(files, options, stop, on_progress).run();
        if (stop.stop_requested()) {
          throw Stopped(message);  // The report may name the stop as a problem.
        }
        return report;
      });
}

}  // namespace mtscomp
