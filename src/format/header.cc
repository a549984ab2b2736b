// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {
namespace {

// The kernel takes offsets as off_t, which is signed.
constexpr std::uint64_t kMaxFileSize = std::numeric_limits<std::int64_t>::max();

// Deflate codes at most 258 bytes in two bits, so data never expands more than
// 1032 times (RFC 1951; zlib's "Maximum Compression Factor").  A header with a
// chunk that expands more is wrong, and is refused before memory is allocated.
constexpr std::uint64_t kMaxExpansion = 1032;

// No encoder makes a stream that is much longer than its input.  mtscomp
// accepts bytes after the end of the stream, so some more are allowed.  A
// larger chunk, which is possible in a sparse file, would only waste memory.
constexpr std::uint64_t kMaxGrowth = std::uint64_t{1} << 19;

template <typename Error = FormatError>
[[noreturn]] void refuse(std::string_view name, std::string_view key,
                         std::string_view expected, std::string_view found) {
  throw Error(
      fmt::format("{}: {}: expected {}, found {}", name, key, expected, found));
}

void validate_increasing(const std::vector<std::uint64_t>& entries,
                         std::string_view key, std::string_view name) {
  if (entries.size() < 2) {
    refuse(name, key, "at least 2 entries", fmt::to_string(entries.size()));
  }
  if (entries.front() != 0) {
    refuse(name, key, "0 as first entry", fmt::to_string(entries.front()));
  }
  const auto at = std::adjacent_find(entries.begin(), entries.end(),
                                     std::greater_equal<>());
  if (at != entries.end()) {
    refuse(name, key, "each entry larger than the one before",
           fmt::format("{} then {} at entry {}", *at, *(at + 1),
                       at - entries.begin() + 1));
  }
  if (entries.back() > kMaxFileSize) {
    refuse(name, key, fmt::format("entries up to {}", kMaxFileSize),
           fmt::to_string(entries.back()));
  }
}

void validate_n_channels(const Header& header, const HeaderLimits& limits,
                         std::string_view name) {
  const std::string expected = fmt::format("1 to {}", limits.max_channels);
  const std::string found = fmt::to_string(header.n_channels);
  if (header.n_channels == 0) {
    refuse(name, "n_channels", expected, found);
  }
  if (header.n_channels > limits.max_channels) {
    refuse<UnsupportedError>(name, "n_channels", expected, found);
  }
}

void validate_n_chunks(const Header& header, const HeaderLimits& limits,
                       std::string_view name) {
  const std::size_t n_entries = header.chunk_bounds.size();
  if (n_entries > 1 && n_entries - 1 > limits.max_chunks) {
    throw UnsupportedError(fmt::format(
        "{}: chunk_bounds: {} chunks exceed the limit of {}{}", name,
        n_entries - 1, limits.max_chunks, how_to_raise("max_chunks")));
  }
}

void validate_chunks(const Header& header, const HeaderLimits& limits,
                     std::string_view name) {
  const std::vector<std::uint64_t>& bounds = header.chunk_bounds;
  const std::vector<std::uint64_t>& offsets = header.chunk_offsets;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    const std::uint64_t n_samples = bounds[i + 1] - bounds[i];
    if (n_samples > limits.max_chunk_size / header.sample_size()) {
      throw UnsupportedError(
          fmt::format("{}: chunk_bounds: chunk {} has {} samples of {} bytes "
                      "each, which exceed "
                      "the limit of {} bytes{}",
                      name, i, n_samples, header.sample_size(),
                      limits.max_chunk_size, how_to_raise("max_chunk_size")));
    }
    const std::uint64_t compressed = offsets[i + 1] - offsets[i];
    if (compressed / 2 > n_samples * header.sample_size() + kMaxGrowth) {
      refuse(name, "chunk_offsets",
             fmt::format("at most {} bytes for chunk {} ({} decoded)",
                         2 * (n_samples * header.sample_size() + kMaxGrowth), i,
                         n_samples * header.sample_size()),
             fmt::to_string(compressed));
    }
    if (n_samples * header.sample_size() / kMaxExpansion > compressed) {
      refuse(name, "chunk_offsets",
             fmt::format("at least {} bytes for chunk {} ({} decoded)",
                         n_samples * header.sample_size() / kMaxExpansion, i,
                         n_samples * header.sample_size()),
             fmt::to_string(compressed));
    }
  }
}

}  // namespace

std::uint64_t Header::max_chunk_size() const {
  std::uint64_t most = 0;
  for (std::size_t i = 0; i + 1 < chunk_bounds.size(); ++i) {
    most = std::max(most, chunk_bounds[i + 1] - chunk_bounds[i]);
  }
  return most * sample_size();
}

void validate(const Header& header, const HeaderLimits& limits,
              std::string_view name) {
  validate_n_channels(header, limits, name);
  if (!std::isfinite(header.sample_rate) || header.sample_rate <= 0) {
    refuse(name, "sample_rate", "a rate above 0 Hz",
           fmt::to_string(header.sample_rate));
  }
  validate_n_chunks(header, limits, name);
  validate_increasing(header.chunk_bounds, "chunk_bounds", name);
  validate_increasing(header.chunk_offsets, "chunk_offsets", name);
  if (header.chunk_offsets.size() != header.chunk_bounds.size()) {
    refuse(name, "chunk_offsets",
           fmt::format("{} entries, as chunk_bounds has",
                       header.chunk_bounds.size()),
           fmt::to_string(header.chunk_offsets.size()));
  }
  if (header.n_samples() > kMaxFileSize / header.sample_size()) {
    refuse(name, "chunk_bounds",
           fmt::format("a plain file of at most {} bytes", kMaxFileSize),
           fmt::format("{} samples of {} bytes each", header.n_samples(),
                       header.sample_size()));
  }
  validate_chunks(header, limits, name);
}

}  // namespace mtscomp
