// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Interface of the encoders behind a Deflater.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace mtscomp {

class DeflateBackend {
 public:
  virtual ~DeflateBackend() = default;

  // Maximum size, in bytes, of the stream for an input of this size.
  virtual std::size_t bound(std::size_t input_size) = 0;

  // Returns the size of the stream in `output`.
  // Requires: output.size() is bound(input.size()).
  virtual std::size_t deflate(std::span<const std::byte> input,
                              std::span<std::byte> output) = 0;
};

// Each throws std::bad_alloc.
std::unique_ptr<DeflateBackend> make_fast_zlib();
std::unique_ptr<DeflateBackend> make_zlib6();
std::unique_ptr<DeflateBackend> make_zlib9();

// The best encoder in this build for values of any width.
std::unique_ptr<DeflateBackend> make_balanced();
std::unique_ptr<DeflateBackend> make_dense();

}  // namespace mtscomp
