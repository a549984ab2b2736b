// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/unpack.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "mtscomp/archive/file_sha1.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/base/ordered_tasks.h"
#include "mtscomp/base/sha1.h"
#include "mtscomp/base/thread_pool.h"
#include "mtscomp/codec/chunk_proof.h"
#include "mtscomp/format/npy_header.h"
#include "mtscomp/format/recording_paths.h"
#include "mtscomp/reader/header_file.h"
#include "mtscomp/reader/recording.h"
#include "mtscomp/writer/output_names.h"

namespace mtscomp {
namespace {

bool has_suffix(const std::string& path, const char* suffix) {
  return std::filesystem::path(path).extension() == suffix;
}

void compare(const std::string& name, std::string_view key,
             const std::optional<std::string>& expected,
             const std::string& found) {
  if (expected && *expected != found) {
    throw CorruptChunkError(fmt::format("{}: {}: expected {}, found {}", name,
                                        key, *expected, found));
  }
}

class Unpacker {
 public:
  Unpacker(const std::string& cbin_path, const std::string& ch_path,
           const UnpackOptions& options, const Sink& sink)
      : cbin_path_(cbin_path),
        ch_path_(ch_path),
        options_(options),
        sink_(sink),
        header_(read_header_file(ch_path)),
        recording_(0, cbin_path, open_for_reading(cbin_path), header_),
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
        throw UsageError(cbin_path_ + ": unpacking was stopped");
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
    if (options_.with_npy_header.value_or(has_suffix(cbin_path_, ".cnpy"))) {
      const auto shape = current_shape(header_);
      if (!shape) {
        throw FormatError(ch_path_ + ": " + describe_lost_shape(header_));
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
      compare(ch_path_, "sha1_uncompressed", header_.sha1_uncompressed,
              sha1_.finish());
    } else if (options_.check && header_.sha1_compressed) {
      compare(ch_path_, "sha1_compressed", header_.sha1_compressed,
              sha1_of_file(open_for_reading(cbin_path_), cbin_path_));
    }
  }

  const std::string& cbin_path_;
  const std::string& ch_path_;
  const UnpackOptions& options_;
  const Sink& sink_;
  Header header_;
  Recording recording_;
  Sha1 sha1_;
  UnpackProgress progress_;
  std::vector<LoadScratch> scratch_;  // One for each thread.
  ThreadPool pool_;                   // Its threads use all of the above.
  OrderedTasks<ByteBuffer> decoding_;
};

}  // namespace

UnpackProgress unpack(const std::string& cbin_path, const std::string& ch_path,
                      const UnpackOptions& options, const Sink& sink,
                      const std::stop_token& stop,
                      const OnUnpackProgress& on_progress) {
  return Unpacker(cbin_path, ch_path, options, sink).run(stop, on_progress);
}

UnpackProgress unpack_to_file(const std::string& cbin_path,
                              const std::string& ch_path,
                              const std::string& raw_path, Existing existing,
                              const UnpackOptions& options,
                              const std::stop_token& stop,
                              const OnUnpackProgress& on_progress) {
  for (const std::string& input : {cbin_path, ch_path}) {
    std::error_code error;
    if (raw_path == input ||
        std::filesystem::equivalent(raw_path, input, error)) {
      throw UsageError(fmt::format("{}: the output is the input", raw_path));
    }
  }
  refuse_packed_name(raw_path);
  refuse_existing(raw_path, existing);
  clear_partials(raw_path);
  OutputFile file(raw_path);
  file.take_source_permissions(
      permissions_of(open_for_reading(cbin_path), cbin_path));
  UnpackOptions as_output = options;
  as_output.with_npy_header =
      options.with_npy_header.value_or(has_suffix(raw_path, ".npy"));
  const UnpackProgress progress = unpack(
      cbin_path, ch_path, as_output,
      [&file](std::span<const std::byte> bytes) { file.write(bytes); }, stop,
      on_progress);
  file.sync();
  file.publish(existing);
  try {
    sync_directory_of(raw_path);
  } catch (...) {
    // What it has replaced is gone: rather the new file than none.
    if (existing == Existing::kRefuse) {
      file.withdraw();
    }
    throw;
  }
  return progress;
}

}  // namespace mtscomp
