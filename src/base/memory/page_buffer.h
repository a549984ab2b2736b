// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An owning array of bytes for large memory that is reused: chunks and the
// memory to decode them.
//
// Large buffers are mapped with mmap(2).  Freed memory then returns to the
// system at once (glibc would keep it), uses huge pages if the kernel has them,
// and is left out of core dumps, which must not contain recordings.  Small
// buffers come from the heap, since a process may have only about 65,000
// mappings.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace mtscomp {

class PageBuffer {
 public:
  // Bytes from which a buffer is mapped.
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
  // Bytes to count for a buffer of this size: whole pages, which includes the
  // bookkeeping for many small buffers.
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
