// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An owning array of bytes that is not set to zero.  A chunk of 23 MB is
// overwritten at once, so clearing it first would waste time.
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

// Returns the first `size` bytes of a buffer that is used again and again.  A
// smaller buffer is replaced by a larger one, and its contents are lost.
// Throws: std::bad_alloc.
inline std::span<std::byte> scratch_in(ByteBuffer& buffer, std::size_t size) {
  if (buffer.size() < size) {
    buffer = ByteBuffer();  // Frees the old memory first.
    buffer = ByteBuffer(size);
  }
  return buffer.span().first(size);
}

}  // namespace mtscomp
