// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/unpack.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "archive/verify/file_sha1.h"
#include "base/files/modification_time.h"
#include "base/files/output/partial_files.h"
#include "base/files/sha1.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "codec/chunk_verifier.h"
#include "format/npy_header.h"
#include "format/recording_names.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/reader/recording.h"
#include "reader/headers/header_file.h"
#include "reader/location/cancel_on_stop.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

// The two files, opened once: permissions, hashes and samples are of the same
// files.
struct OpenPair {
  explicit OpenPair(const PairLocation& location)
      : cbin_path(location.cbin.path),
        ch_path(location.ch.path),
        ch(location.ch.open()),
        cbin(location.cbin.open()) {}

  // Nothing if a server has a file of the pair.
  std::optional<FilePermissions> permissions() const {
    if (cbin->descriptor() == nullptr || ch->descriptor() == nullptr) {
      return std::nullopt;
    }
    return permissions_within(permissions_of(*cbin->descriptor(), cbin_path),
                              permissions_of(*ch->descriptor(), ch_path));
  }
  timespec modified() const {
    return later(cbin->status(cbin_path).st_mtim, ch->status(ch_path).st_mtim);
  }
  Header read_header() const { return mtscomp::read_header(*ch, ch_path); }

  const std::string& cbin_path;
  const std::string& ch_path;
  SourceFilePtr ch;
  SourceFilePtr cbin;
};

class Unpacker {
 public:
  Unpacker(const OpenPair& pair, const UnpackOptions& options, const Sink& sink)
      : pair_(pair),
        options_(options),
        sink_(sink),
        header_(pair.read_header()),
        recording_(0, pair.cbin_path, pair.cbin,
                   std::make_shared<const RecordingLayout>(header_)),
        scratch_(options.n_threads),
        pool_(options.n_threads),
        decoding_(pool_, options.n_threads + 1) {}

  UnpackProgress run(const std::stop_token& stop,
                     const OnUnpackProgress& on_progress) {
    progress_.raw_size = header_.raw_size();
    write_npy_header();
    for (std::size_t i = 0; i < header_.n_chunks(); ++i) {
      if (decoding_.is_full()) {
        write_oldest(on_progress);
      }
      if (stop.stop_requested()) {
        throw Stopped(pair_.cbin_path + ": stopped; no output was written");
      }
      decoding_.submit([this, i](std::size_t thread) {
        return recording_.load_chunk(i, scratch_[thread]);
      });
    }
    while (!decoding_.is_empty()) {
      write_oldest(on_progress);
    }
    check_hashes();
    return progress_;
  }

 private:
  void write_npy_header() {
    if (options_.with_npy_header.value_or(
            has_suffix(pair_.cbin_path, kCnpySuffix))) {
      const auto shape = current_shape(header_);
      if (!shape) {
        throw FormatError(pair_.ch_path + ": " + describe_lost_shape(header_));
      }
      const std::string text = make_npy_header(header_.dtype, *shape);
      sink_(std::as_bytes(std::span(text)));
    }
  }

  void write_oldest(const OnUnpackProgress& on_progress) {
    const ByteBuffer samples = decoding_.take_oldest();
    if (checks_samples()) {
      sha1_.update(samples.span());
    }
    sink_(samples.span());
    progress_.raw_done += samples.size();
    if (on_progress) {
      on_progress(progress_);
    }
  }

  bool checks_samples() const {
    return options_.check && header_.sha1_uncompressed &&
           is_lossless(ChunkLayout::of(header_));
  }

  void check_hashes() {
    if (checks_samples()) {
      compare("SHA-1 of the samples", "sha1_uncompressed",
              header_.sha1_uncompressed, sha1_.finish());
    } else if (options_.check && header_.sha1_compressed) {
      compare("SHA-1", "sha1_compressed", header_.sha1_compressed,
              sha1_of_file(*pair_.cbin, pair_.cbin_path));
    }
  }

  void compare(std::string_view what, std::string_view key,
               const std::optional<std::string>& expected,
               const std::string& found) const {
    if (expected && *expected != found) {
      throw CorruptChunkError(
          fmt::format("{}: the {} is {}, but {} in {} says {}", pair_.cbin_path,
                      what, found, key, pair_.ch_path, *expected));
    }
  }

  const OpenPair& pair_;
  const UnpackOptions& options_;
  const Sink& sink_;
  Header header_;
  Recording recording_;
  Sha1 sha1_;
  UnpackProgress progress_;
  std::vector<LoadScratch> scratch_;  // One for each thread.
  ThreadPool pool_;                   // Its threads use all members above.
  OrderedTasks<ByteBuffer> decoding_;
};

void check_name(const PairLocation& pair, const std::string& raw_path) {
  for (const std::string& input : {pair.cbin.path, pair.ch.path}) {
    std::error_code error;
    if (raw_path == input ||
        std::filesystem::equivalent(raw_path, input, error)) {
      throw UsageError(fmt::format("{}: the output is the input", raw_path));
    }
  }
  refuse_packed_name(raw_path);
}

UnpackProgress run(const PairLocation& location, const OpenPair& pair,
                   const UnpackOptions& options, const Sink& sink,
                   const std::stop_token& stop,
                   const OnUnpackProgress& on_progress) {
  return run_cancellable(
      stop, [&location] { location.stop(); },
      location.cbin.path + ": stopped; no output was written",
      [&] { return Unpacker(pair, options, sink).run(stop, on_progress); });
}

}  // namespace

UnpackProgress unpack(const PairLocation& pair, const UnpackOptions& options,
                      const Sink& sink, const std::stop_token& stop,
                      const OnUnpackProgress& on_progress) {
  return run(pair, OpenPair(pair), options, sink, stop, on_progress);
}

UnpackProgress unpack(const std::string& cbin_path, const std::string& ch_path,
                      const UnpackOptions& options, const Sink& sink,
                      const std::stop_token& stop,
                      const OnUnpackProgress& on_progress) {
  return unpack(locate_pair(cbin_path, ch_path), options, sink, stop,
                on_progress);
}

UnpackProgress unpack_to_file(const PairLocation& pair,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress) {
  check_name(pair, raw_path);
  const FileLocation raw(raw_path);
  refuse_existing(raw, existing);
  const OpenPair files(pair);
  OutputFile file(raw);
  clear_partials(raw, OwnPartial::kIgnore);
  if (const std::optional<FilePermissions> permissions = files.permissions()) {
    file.take_source_permissions(*permissions);
  }
  file.take_source_time(files.modified());
  UnpackOptions as_output = options;
  as_output.with_npy_header =
      options.with_npy_header.value_or(has_suffix(raw_path, kNpySuffix));
  const Sink sink = [&file](std::span<const std::byte> bytes) {
    file.write(bytes);
  };
  const UnpackProgress progress =
      run(pair, files, as_output, sink, stop, on_progress);
  file.sync();
  file.publish(existing);
  try {
    raw.directory().sync();
  } catch (...) {
    // If the new file replaced an older one, keep it: the older one is gone.
    if (existing == Existing::kRefuse) {
      file.withdraw();
    }
    throw;
  }
  return progress;
}

UnpackProgress unpack_to_file(const std::string& cbin_path,
                              const std::string& ch_path,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress) {
  return unpack_to_file(locate_pair(cbin_path, ch_path), raw_path, existing,
                        options, stop, on_progress);
}

}  // namespace mtscomp
