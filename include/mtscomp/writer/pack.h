// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// pack(): packs a plain recording into a .cbin and a .ch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/codec/deflate.h"
#include "mtscomp/writer/pack_files.h"

namespace MTSCOMP_API mtscomp {

// A recording to pack: paths of the input and outputs, and parameters.
struct PackJob {
  std::string raw_path;
  std::string cbin_path;
  std::string ch_path;
  // The three files, with their open directories.  Set if the recording is in a
  // tree: the paths above are then used only in messages.  If `files` is empty,
  // pack() resolves the paths once.
  std::optional<PackFiles> files = {};
  ChunkLayout layout;
  double sample_rate = 0;         // Hz.
  double chunk_duration = 1;      // Seconds.
  std::uint64_t data_offset = 0;  // Bytes before the samples, in an .npy.
  // Value of `shape` in the header.  Empty: {n_samples, n_channels}.
  std::vector<std::uint64_t> shape;
  // SHA-1 that the samples must have.  If their SHA-1 differs, no pair is
  // written.
  std::optional<std::string> required_sha1;
};

struct PackOptions {
  DeflateLevel level = DeflateLevel::kFast;
  std::size_t n_threads = 1;
  // Decode each chunk and compare it with the samples before writing it.
  bool check = true;
  Existing existing = Existing::kRefuse;
  // Allow differences of floats, which round them, as mtscomp does.
  bool allow_lossy_float = false;
  // Number of segments of each chunk (docs/reference/format.md): 0 depends on
  // the size of the chunks, 1 means none.
  std::size_t n_segments = 0;
};

// Returns the reason why samples cannot be packed with this layout.  Empty if
// they can be packed.
std::string find_obstacle(const ChunkLayout& layout,
                          const PackOptions& options);

struct PackProgress {
  std::uint64_t raw_size = 0;     // Bytes of samples in the recording.
  std::uint64_t raw_done = 0;     // Bytes of samples packed and written.
  std::uint64_t cbin_size = 0;    // Bytes written to the .cbin.
  std::string sha1_uncompressed;  // Set after the last chunk.
};

using OnPackProgress = std::function<void(const PackProgress&)>;

// Encodes with n_threads threads.  The caller's thread reads, hashes and writes
// the chunks in order, and calls on_progress after each chunk.  At most
// n_threads + 1 chunks are in memory.
//
// The input is only read.  The pair appears when it is complete, verified and
// synced, the .ch last.  On failure, no output is left.  Both files have the
// modification time of the input.
// Throws: UsageError if the input cannot be packed, or changes while it is
// packed; BusyError if another process writes the pair; Stopped;
// CorruptChunkError if a chunk does not decode to the samples;
// std::system_error.
PackProgress pack(const PackJob& job, const PackOptions& options,
                  const std::stop_token& stop,
                  const OnPackProgress& on_progress);

}  // namespace mtscomp
