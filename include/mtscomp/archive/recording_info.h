// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Describes a recording, packed or not, by its header and file sizes, and adds
// up the sizes of a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/export.h"
#include "mtscomp/format/header.h"

namespace MTSCOMP_API mtscomp {

enum class RecordingState {
  kPacked,   // A pair with a valid header and a .cbin of the right size.
  kPlain,    // A plain file without a pair.
  kSymlink,  // A symlink to a plain file, without a pair.
  kBroken,   // A pair with a bad header or size, or only one of its files.
  kUnknown,  // A pair that cannot be read, or needs a newer mtscompfs.
};

// "packed", "plain", "symlink", "broken", "unknown".
std::string_view serialize_recording_state(RecordingState state);

struct RecordingInfo {
  RecordingFiles files;
  RecordingState state = RecordingState::kBroken;
  std::string problem;           // Error message of kBroken or kUnknown.
  std::optional<Header> header;  // Empty if it cannot be read.
  std::uint64_t cbin_size = 0;   // Size of the .cbin file, in bytes.
  // Size of the plain file, in bytes.  Empty if the file is missing or a
  // symlink.
  std::optional<std::uint64_t> plain_size;

  // Size of the samples, in bytes; 0 if unknown.
  std::uint64_t raw_size() const;
};

// Reads the header and the file sizes, but no samples.  Errors are in
// `problem`.
RecordingInfo describe_recording(const RecordingFiles& files);

// raw_size / cbin_size; 0 if cbin_size is 0.
double ratio_of(std::uint64_t raw_size, std::uint64_t cbin_size);

// Sums of the recordings of a tree, and an estimate of the packed size of all
// plain files.
class TreeTotals {
 public:
  void add(const RecordingInfo& info);

  std::size_t n_packed = 0;
  std::uint64_t packed_raw_size = 0;   // Bytes of samples in packed pairs.
  std::uint64_t packed_cbin_size = 0;  // Bytes of .cbin files in packed pairs.
  std::size_t n_plain = 0;
  std::uint64_t plain_size = 0;  // Bytes of plain files without a pair.
  std::size_t n_broken = 0;
  std::size_t n_unknown = 0;
  std::size_t n_both = 0;       // Packed pairs that still have a plain file.
  std::uint64_t both_size = 0;  // Bytes of these plain files.

  // Estimated size of the plain files after packing, in bytes.  The estimate
  // uses the mean ratio of the packed pairs of the same kind ("ap", "lf").  If
  // there are none, it uses the mean ratio of all packed pairs.  Empty if there
  // are no packed pairs.
  std::optional<std::uint64_t> estimated_cbin_size() const;

 private:
  struct Sizes {
    std::uint64_t packed_raw = 0;
    std::uint64_t packed_cbin = 0;
    std::uint64_t plain = 0;
  };
  std::map<std::string, Sizes> kinds_;
};

}  // namespace mtscomp
