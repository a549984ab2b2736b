// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Library access to the samples of a recording: open a pair, read slices of
// samples and channels, decode all chunks in order.
//
// These functions cache nothing and start no threads.  Every call decodes the
// chunks that it needs on the caller's thread, and keeps one decoded chunk in
// memory.  Several threads may read one Recording at the same time.  Every
// thread must use its own LoadScratch.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/format/dtype.h"
#include "mtscomp/reader/pair_location.h"
#include "mtscomp/reader/recording.h"

namespace MTSCOMP_API mtscomp {

// Opens a pair, on this machine or on a server (locate_pair()).  The id of the
// recording is 0, because only caches use ids.
// Throws: FormatError if the header is invalid; std::system_error; like
// locate_pair().
std::shared_ptr<const Recording> open_recording(
    const std::string& cbin_path,
    const std::optional<std::string>& ch_path = std::nullopt,
    const RemoteOptions& remote = {});
std::shared_ptr<const Recording> open_recording(const PairLocation& pair);

// Selects every step-th sample of [first, last) and some channels.  `channels`
// also determines the order of the channels, and may contain a channel more
// than once.
struct SampleSlice {
  std::uint64_t first = 0;              // Number of the first sample.
  std::uint64_t last = 0;               // The first sample after the range.
  std::uint64_t step = 1;               // Distance in samples.
  std::vector<std::uint64_t> channels;  // If empty, all channels.
};

// Returns the size of the values of a slice, in bytes.
// Throws: UsageError if first > last, if last > n_samples, if step is 0, if a
// channel is not below n_channels, or if the size exceeds 2^63 - 1 bytes.
std::uint64_t slice_size(const Recording& recording, const SampleSlice& slice);

// Fills `values` with the values of the slice, sample-major, in the recording's
// dtype and byte order.  Every chunk that contains a sample of the slice is
// decoded once.  If the chunks have segments, only those with a channel of the
// slice are read and decoded, unless the chunks are sample-major or have
// differences along channels.
// Throws: UsageError if values.size() is not slice_size(recording, slice); like
// slice_size(); like Recording::load_chunk().  If a chunk cannot be loaded, the
// values of this chunk and of all later chunks are undefined.
void read_slice(const Recording& recording, const SampleSlice& slice,
                std::span<std::byte> values, LoadScratch& scratch);

// The C++ types that a recording's values can have.  float16 has no C++ type.
template <typename T>
concept SampleValue = (std::integral<T> && !std::same_as<T, bool>) ||
                      std::same_as<T, float> || std::same_as<T, double>;

// Returns the dtype that corresponds to T, little-endian.
template <SampleValue T>
constexpr Dtype dtype_of() {
  return {.kind = std::floating_point<T>    ? ValueKind::kFloat
                  : std::signed_integral<T> ? ValueKind::kSigned
                                            : ValueKind::kUnsigned,
          .value_width = sizeof(T)};
}

// Throws: UsageError if the recording's dtype, which includes the byte order,
// is not `dtype`.
void require_dtype(const Recording& recording, const Dtype& dtype);

// Returns the values of a slice, sample-major.  If the slice has n channels,
// the value of its sample i and channel j has the index i * n + j.
// Throws: like require_dtype() and read_slice(); std::bad_alloc.
template <SampleValue T>
std::vector<T> read_samples(const Recording& recording,
                            const SampleSlice& slice) {
  require_dtype(recording, dtype_of<T>());
  std::vector<T> values(slice_size(recording, slice) / sizeof(T));
  LoadScratch scratch;
  read_slice(recording, slice, std::as_writable_bytes(std::span(values)),
             scratch);
  return values;
}

// Called for each chunk.  `first_sample` is the number of the chunk's first
// sample.  `values` has the values of the chunk, sample-major, in the
// recording's dtype and byte order.  `values` is valid only during the call.
using OnChunk = std::function<void(std::uint64_t first_sample,
                                   std::span<const std::byte> values)>;

// Decodes all chunks, in order.
// Throws: like Recording::load_chunk(); exceptions of on_chunk.  If a chunk
// cannot be loaded, on_chunk was called for all chunks before it.
void for_each_chunk(const Recording& recording, const OnChunk& on_chunk);

}  // namespace mtscomp
