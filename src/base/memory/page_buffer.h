// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A buffer that owns an array of bytes.  Used for chunks, and for the temporary
// memory of decoding.
//
// Large buffers are mapped with mmap(2), for three reasons.  When a mapped
// buffer is freed, its memory returns to the system.  Memory from malloc()
// could stay in the process.  A mapped buffer uses huge pages if the kernel has
// them.  A mapped buffer is left out of core dumps, because core dumps must not
// contain recordings.  Small buffers are allocated on the heap, because a
// process can have only about 65,000 mappings.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace mtscomp {

class PageBuffer {
 public:
  // Smallest size of a mapped buffer, in bytes.
  static constexpr std::size_t kLeastMapped = std::size_t{256} << 10;

  PageBuffer() = default;
  // The bytes are not initialised.  Throws: std::bad_alloc.
  explicit PageBuffer(std::size_t size);
  PageBuffer(PageBuffer&& other) noexcept { swap(other); }
  PageBuffer& operator=(PageBuffer&& other) noexcept {
    PageBuffer(std::move(other)).swap(*this);
    return *this;
  }
  ~PageBuffer();

  std::size_t size() const { return size_; }
  // Returns the memory that a buffer of this size uses, in bytes.  The size is
  // rounded up to whole pages.  For a small buffer, this also includes the
  // memory that the heap needs to manage the buffer.
  static constexpr std::size_t cost_of(std::size_t size) {
    constexpr std::size_t kPage = 4096;
    return (size + kPage - 1) / kPage * kPage;
  }
  std::size_t cost() const { return cost_of(size_); }
  std::span<std::byte> span() { return {data_, size_}; }
  std::span<const std::byte> span() const { return {data_, size_}; }

 private:
  void swap(PageBuffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace mtscomp
