// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An owning array of bytes for what is large, kept and used again: chunks and
// the memory that decoding them takes.
//
// Large ones are pages of their own, so that what is given back leaves the
// process at once (glibc keeps what it once handed out), lies on huge pages
// where the kernel has them, and stays out of core dumps: recordings are not
// for crash reports.  Small ones come from the heap, since a process may map
// only some 65,000 areas.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

namespace mtscomp {

class PageBuffer {
 public:
  // From this size on, pages.
  static constexpr std::size_t kLeastMapped = std::size_t{256} << 10;

  PageBuffer() = default;
  // The bytes are not set.  Throws: std::bad_alloc.
  explicit PageBuffer(std::size_t size);
  PageBuffer(PageBuffer&& other) noexcept { swap(other); }
  PageBuffer& operator=(PageBuffer&& other) noexcept {
    PageBuffer(std::move(other)).swap(*this);
    return *this;
  }
  ~PageBuffer();

  std::size_t size() const { return size_; }
  // Bytes to count for a buffer of this size: whole pages, so that what it
  // takes to keep account of many small ones is counted too.
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
