// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/memory/page_buffer.h"

#include <sys/mman.h>

#include <new>

namespace mtscomp {
namespace {

std::byte* map_pages(std::size_t size) {
  void* const pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) {
    throw std::bad_alloc();
  }
  // A failure of these two calls does not matter: the memory is usable anyway.
  ::madvise(pages, size, MADV_HUGEPAGE);
  ::madvise(pages, size, MADV_DONTDUMP);
  return static_cast<std::byte*>(pages);
}

}  // namespace

PageBuffer::PageBuffer(std::size_t size)
    : data_(size >= kLeastMapped ? map_pages(size) : new std::byte[size]),
      size_(size) {}

PageBuffer::~PageBuffer() {
  if (size_ >= kLeastMapped) {
    ::munmap(data_, size_);
  } else {
    delete[] data_;
  }
}

}  // namespace mtscomp
