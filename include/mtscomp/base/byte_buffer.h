// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A buffer that owns an array of bytes.  The bytes are not initialised, because
// the owner of the buffer overwrites all of them, for example with a chunk of
// 23 MB.
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

// Returns the first `size` bytes of `buffer`.  The caller can pass the same
// buffer in many calls to reuse its memory.  If `buffer` has fewer than `size`
// bytes, the function allocates a new array for it.  The old contents are then
// lost.  Throws: std::bad_alloc.
inline std::span<std::byte> scratch_in(ByteBuffer& buffer, std::size_t size) {
  if (buffer.size() < size) {
    buffer = ByteBuffer();  // Frees the old memory first.
    buffer = ByteBuffer(size);
  }
  return buffer.span().first(size);
}

}  // namespace mtscomp
