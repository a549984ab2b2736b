// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Interface of the encoders that a Deflater can use.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "mtscomp/codec/deflate.h"

namespace mtscomp {

class DeflateBackend {
 public:
  virtual ~DeflateBackend() = default;

  // Whether streams can have several segments (see Deflater).
  virtual bool can_segment() const = 0;

  // Returns the maximum size of the stream for an input of this size with this
  // number of segments, in bytes.
  virtual std::size_t bound(std::size_t input_size, std::size_t n_segments) = 0;

  // Writes the stream to `output`, and returns its segments.
  // Requires: `ends` is as for Deflater::deflate(), with one entry unless
  // can_segment(); output.size() is bound(input.size(), ends.size()).
  virtual std::vector<DeflatedSegment> deflate_segments(
      std::span<const std::byte> input, std::span<const std::size_t> ends,
      std::span<std::byte> output) = 0;

  // Writes a stream without segments, and returns its size in bytes.
  std::size_t deflate(std::span<const std::byte> input,
                      std::span<std::byte> output) {
    const std::size_t end = input.size();
    return deflate_segments(input, {&end, 1}, output).front().size;
  }
};

// All these functions throw std::bad_alloc if there is no memory.
std::unique_ptr<DeflateBackend> make_fast_zlib();
std::unique_ptr<DeflateBackend> make_zlib6();
std::unique_ptr<DeflateBackend> make_zlib9();

// Returns the best encoder in this build for values of any width.
std::unique_ptr<DeflateBackend> make_balanced();
std::unique_ptr<DeflateBackend> make_dense();

}  // namespace mtscomp
