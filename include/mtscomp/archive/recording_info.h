// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What one has: a recording, packed or not, as its header and its files' sizes
// tell of it; and the sums over a tree.
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
  kPacked,   // A pair whose header is one and whose .cbin has its size.
  kPlain,    // A plain file without a pair.
  kSymlink,  // A symlink to one: its bytes are elsewhere.
  kBroken,   // A pair that is not right, or half of one.
  kUnknown,  // A pair that cannot be read, or not by this version.
};

// "packed", "plain", "symlink", "broken", "unknown".
std::string_view serialize_recording_state(RecordingState state);

struct RecordingInfo {
  RecordingFiles files;
  RecordingState state = RecordingState::kBroken;
  std::string problem;           // If it is kBroken or kUnknown.
  std::optional<Header> header;  // If there is one.
  std::uint64_t cbin_size = 0;   // Bytes of the .cbin, as it is.
  // Bytes of the plain file, if there is one.  A symlink is none.
  std::optional<std::uint64_t> plain_size;

  // Bytes of the samples; 0 where nothing tells.
  std::uint64_t raw_size() const;
};

// Reads the header and the sizes, no sample.  What is wrong is in `problem`.
RecordingInfo describe_recording(const RecordingFiles& files);

// Bytes of the samples to one byte of the .cbin.
double ratio_of(std::uint64_t raw_size, std::uint64_t cbin_size);

class TreeTotals {
 public:
  void add(const RecordingInfo& info);

  std::size_t n_packed = 0;
  std::uint64_t packed_raw_size = 0;   // Bytes of their samples.
  std::uint64_t packed_cbin_size = 0;  // Bytes of their .cbin.
  std::size_t n_plain = 0;
  std::uint64_t plain_size = 0;  // Bytes, of those not packed.
  std::size_t n_broken = 0;
  std::size_t n_unknown = 0;
  std::size_t n_both = 0;       // Packed, and the plain file is there too.
  std::uint64_t both_size = 0;  // Bytes of those plain files.

  // Bytes that the plain ones would pack to, by the ratio of those that are
  // packed: of the same kind ("ap", "lf") where there are any, else of all.
  // Nothing if none is packed.
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
