// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Random recordings on disk, made with the reference encoder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mtscomp/format/header.h"
#include "support/bytes.h"

namespace mtscomp {

struct SyntheticOptions {
  Dtype dtype = {};
  std::uint64_t n_channels = 4;
  std::vector<std::uint64_t> chunk_lengths = {100, 100, 50};  // Samples.
  Transform transform = {};
  double sample_rate = 30000;    // Hz.
  std::string suffix = ".cbin";  // Suffix of the data file.
  std::uint64_t seed = 0;        // Same seed, same recording.
  std::uint64_t n_segments = 1;  // Segments of a chunk; 1 for none.
};

struct SyntheticRecording {
  std::string cbin_path;
  std::string ch_path;
  Header header;
  Bytes raw;  // The bytes that mtscomp's reader would return.
};

// Writes `stem` + suffix and `stem`.ch into the directory.
// Throws: std::system_error.
SyntheticRecording write_synthetic_recording(const std::string& directory,
                                             const std::string& stem,
                                             const SyntheticOptions& options);

// Flips one bit of the Adler-32 that ends a chunk of this data file.
// Throws: std::system_error.
void corrupt_chunk(const SyntheticRecording& recording,
                   std::size_t chunk_index);

// Overwrites a chunk in place by a valid one whose samples are all 0, and
// restores the modification time: a new version of the same size and time.
// Throws: std::system_error.
void rewrite_chunk(const SyntheticRecording& recording,
                   std::size_t chunk_index);

// The samples of the recording with the rewritten chunk.
Bytes with_rewritten_chunk(const SyntheticRecording& recording,
                           std::size_t chunk_index);

}  // namespace mtscomp
