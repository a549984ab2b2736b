// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Owns an array of bytes.  Used for large memory that is reused: chunks, and
// the memory that decoding them needs.
//
// Large buffers are mapped with mmap(2), for three reasons.  Their memory
// returns to the system when it is freed; glibc would keep it.  They use huge
// pages if the kernel has them.  They are left out of core dumps, which must
// not contain recordings.  Small buffers are allocated on the heap, because a
// process can have only about 65,000 mappings.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace mtscomp {

class PageBuffer {
 public:
  // Buffers of this size and larger are mapped.  In bytes.
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
  // rounded up to whole pages, which covers the bookkeeping of small buffers.
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
