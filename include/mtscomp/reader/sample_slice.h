// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Samples of a recording for programs that work with them: open a pair, read
// slices of samples and channels, go through its chunks.
//
// Nothing is cached and no thread is started: each call decodes what it needs,
// on the caller's thread, with one decoded chunk in memory.  A Recording may
// be read by several threads, each with a LoadScratch of its own.
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
#include "mtscomp/reader/recording.h"

namespace MTSCOMP_API mtscomp {

// Opens a pair; without `ch_path`, the .ch is the one beside the .cbin.  The
// recording's id, which only a cache needs, is 0.
// Throws: FormatError for a bad header; std::system_error.
std::shared_ptr<const Recording> open_recording(
    const std::string& cbin_path,
    const std::optional<std::string>& ch_path = std::nullopt);

// Every step-th sample of [first, last), and the channels in the order in which
// they are listed; a channel may be listed again.
struct SampleSlice {
  std::uint64_t first = 0;              // Samples.
  std::uint64_t last = 0;               // Samples; the end, not included.
  std::uint64_t step = 1;               // Samples.
  std::vector<std::uint64_t> channels;  // Empty: all.
};

// Bytes of the values of a slice.
// Throws: UsageError if the recording has no such slice: first > last,
// last > n_samples, step 0, a channel >= n_channels.
std::uint64_t slice_size(const Recording& recording, const SampleSlice& slice);

// Fills `values`, sample-major, in the recording's dtype and byte order.  Each
// chunk that holds a sample of the slice is decoded once.
// Throws: as slice_size(); UsageError unless values.size() is
// slice_size(recording, slice); as Recording::load_chunk(), and `values` is
// then rubbish from the failed chunk on.
void read_slice(const Recording& recording, const SampleSlice& slice,
                std::span<std::byte> values, LoadScratch& scratch);

// The C++ types that a recording's values can have.  There is none for float16.
template <typename T>
concept SampleValue = (std::integral<T> && !std::same_as<T, bool>) ||
                      std::same_as<T, float> || std::same_as<T, double>;

// The dtype whose values are read as T.
template <SampleValue T>
constexpr Dtype dtype_of() {
  return {.kind = std::floating_point<T>    ? ValueKind::kFloat
                  : std::signed_integral<T> ? ValueKind::kSigned
                                            : ValueKind::kUnsigned,
          .value_width = sizeof(T)};
}

// Throws: UsageError unless the recording's values are of this dtype, byte
// order included.
void require_dtype(const Recording& recording, const Dtype& dtype);

// The values of a slice, sample-major: value [i][j] is at i * n + j, for n
// channels in the slice.
// Throws: as require_dtype() and read_slice(); std::bad_alloc.
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

// Takes one chunk: its first sample and its values, sample-major, in the
// recording's dtype and byte order; they are valid during the call.
using OnChunk = std::function<void(std::uint64_t first_sample,
                                   std::span<const std::byte> values)>;

// Decodes chunk after chunk, in order.
// Throws: as Recording::load_chunk(), after the chunks before it have been
// handed out; what on_chunk throws.
void for_each_chunk(const Recording& recording, const OnChunk& on_chunk);

}  // namespace mtscomp
