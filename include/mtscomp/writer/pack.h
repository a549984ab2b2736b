// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// pack(): a plain recording becomes a .cbin and a .ch.
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

// What is packed, where to, and what it consists of.
struct PackJob {
  std::string raw_path;
  std::string cbin_path;
  std::string ch_path;
  // These files in directories that are held open, as in a tree; the paths
  // are for messages then.  Otherwise the paths are resolved once.
  std::optional<PackFiles> files = {};
  ChunkLayout layout;
  double sample_rate = 0;         // Hz.
  double chunk_duration = 1;      // Seconds.
  std::uint64_t data_offset = 0;  // Bytes before the samples, of an .npy.
  // As the header is to have it; empty: {n_samples, n_channels}.
  std::vector<std::uint64_t> shape;
  // SHA-1 that the samples must have; no pair is written otherwise.
  std::optional<std::string> required_sha1;
};

struct PackOptions {
  DeflateLevel level = DeflateLevel::kFast;
  std::size_t n_threads = 1;
  // Inflate and compare each chunk before it is written.
  bool check = true;
  Existing existing = Existing::kRefuse;
  // Take differences of floats, which rounds them, as mtscomp does.
  bool allow_lossy_float = false;
};

// Why samples may not be packed with this layout; empty if they may.
std::string find_obstacle(const ChunkLayout& layout,
                          const PackOptions& options);

struct PackProgress {
  std::uint64_t raw_size = 0;     // Bytes of samples, in all.
  std::uint64_t raw_done = 0;     // Bytes of samples whose chunk is written.
  std::uint64_t cbin_size = 0;    // Bytes written.
  std::string sha1_uncompressed;  // At the end.
};

using OnPackProgress = std::function<void(const PackProgress&)>;

// Packs with n_threads encoders; reading, hashing and writing are done by the
// caller's thread, in order.  At most n_threads + 1 chunks are in memory.
// on_progress is called after each chunk, on the caller's thread.
//
// The input is only read.  The pair appears when it is whole, verified and
// on the disk, the .ch last; a failure before that leaves nothing.  Both files
// have the input's modification time.
// Throws: UsageError for what cannot be packed and an input that changes;
// BusyError if another process writes the pair; Stopped; CorruptChunkError if a
// chunk decodes to other samples; std::system_error.
PackProgress pack(const PackJob& job, const PackOptions& options,
                  const std::stop_token& stop,
                  const OnPackProgress& on_progress);

}  // namespace mtscomp
