// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Interface of the encoders that a Deflater can use.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace mtscomp {

class DeflateBackend {
 public:
  virtual ~DeflateBackend() = default;

  // Returns the maximum size of the stream for an input of this size, in bytes.
  virtual std::size_t bound(std::size_t input_size) = 0;

  // Writes the stream to `output`, and returns its size in bytes.
  // Requires: output.size() is bound(input.size()).
  virtual std::size_t deflate(std::span<const std::byte> input,
                              std::span<std::byte> output) = 0;
};

// All these functions throw std::bad_alloc if there is no memory.
std::unique_ptr<DeflateBackend> make_fast_zlib();
std::unique_ptr<DeflateBackend> make_zlib6();
std::unique_ptr<DeflateBackend> make_zlib9();

// Returns the best encoder in this build for values of any width.
std::unique_ptr<DeflateBackend> make_balanced();
std::unique_ptr<DeflateBackend> make_dense();

}  // namespace mtscomp
