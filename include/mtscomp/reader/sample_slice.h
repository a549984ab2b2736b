// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Library access to the samples of a recording: open a pair, read slices of
// samples and channels, decode all chunks in order.
//
// Nothing is cached and no thread is started: each call decodes the chunks that
// it needs, on the caller's thread, with one decoded chunk in memory.  Several
// threads may read one Recording, each with its own LoadScratch.
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

// Opens a pair.  Without `ch_path`, the .ch is in the same directory as the
// .cbin.  The recording's id, which only a cache needs, is 0.
// Throws: FormatError for a bad header; std::system_error.
std::shared_ptr<const Recording> open_recording(
    const std::string& cbin_path,
    const std::optional<std::string>& ch_path = std::nullopt);

// Every step-th sample of [first, last), with the listed channels in the listed
// order; a channel may be listed more than once.
struct SampleSlice {
  std::uint64_t first = 0;              // Samples.
  std::uint64_t last = 0;               // Samples; not included.
  std::uint64_t step = 1;               // Samples.
  std::vector<std::uint64_t> channels;  // Empty: all.
};

// Size of the values of a slice, in bytes.
// Throws: UsageError if first > last, last > n_samples, step is 0, a channel >=
// n_channels, or the size exceeds 2^63 - 1 bytes.
std::uint64_t slice_size(const Recording& recording, const SampleSlice& slice);

// Fills `values`, sample-major, in the recording's dtype and byte order.  Each
// chunk that holds a sample of the slice is decoded once.
// Throws: like slice_size(); UsageError if values.size() is not
// slice_size(recording, slice); like Recording::load_chunk(): the content of
// `values` is then undefined from the failed chunk on.
void read_slice(const Recording& recording, const SampleSlice& slice,
                std::span<std::byte> values, LoadScratch& scratch);

// The C++ types that a recording's values can have.  float16 has no C++ type.
template <typename T>
concept SampleValue = (std::integral<T> && !std::same_as<T, bool>) ||
                      std::same_as<T, float> || std::same_as<T, double>;

// The dtype that corresponds to T.
template <SampleValue T>
constexpr Dtype dtype_of() {
  return {.kind = std::floating_point<T>    ? ValueKind::kFloat
                  : std::signed_integral<T> ? ValueKind::kSigned
                                            : ValueKind::kUnsigned,
          .value_width = sizeof(T)};
}

// Throws: UsageError if the recording has another dtype or byte order.
void require_dtype(const Recording& recording, const Dtype& dtype);

// The values of a slice, sample-major: value [i][j] is at i * n + j, for n
// channels in the slice.
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

// Called for each chunk, with its first sample and its values, sample-major, in
// the recording's dtype and byte order.  The values are valid only during the
// call.
using OnChunk = std::function<void(std::uint64_t first_sample,
                                   std::span<const std::byte> values)>;

// Decodes all chunks, in order.
// Throws: like Recording::load_chunk(), after on_chunk was called for all
// chunks before the failed one; exceptions of on_chunk.
void for_each_chunk(const Recording& recording, const OnChunk& on_chunk);

}  // namespace mtscomp
