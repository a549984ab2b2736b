// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owns an array of bytes that is not set to zero.  The owner overwrites the
// whole array, for example with a chunk of 23 MB.  Setting the array to zero
// first would waste time.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

class ByteBuffer {
 public:
  ByteBuffer() = default;
  // Throws: std::bad_alloc.
  explicit ByteBuffer(std::size_t size)
      : bytes_(std::make_unique_for_overwrite<std::byte[]>(size)),
        size_(size) {}

  std::byte* data() { return bytes_.get(); }
  const std::byte* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }

  std::span<std::byte> span() { return {data(), size()}; }
  std::span<const std::byte> span() const { return {data(), size()}; }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::size_t size_ = 0;
};

// Returns the first `size` bytes of `buffer`, which the caller reuses.  If
// `buffer` is smaller than `size`, a new array replaces its array, and the old
// contents are lost.  Throws: std::bad_alloc.
inline std::span<std::byte> scratch_in(ByteBuffer& buffer, std::size_t size) {
  if (buffer.size() < size) {
    buffer = ByteBuffer();  // Frees the old memory first.
    buffer = ByteBuffer(size);
  }
  return buffer.span().first(size);
}

}  // namespace mtscomp
