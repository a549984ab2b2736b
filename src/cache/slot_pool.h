// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Memory for chunks, in reusable slots.  The total size of all slots is limited
// by the capacity.  A slot of `size` bytes counts as PageBuffer::cost_of(size)
// bytes.
//
// Recordings with the same chunk size need slots of the same size.  A slot that
// is put back is kept, and reused for the next request of the same size.  The
// pages of such a slot are mapped already.  Mapping new pages for a slot takes
// as long as decoding a chunk.  The total size includes free slots.  Free slots
// are released when a new slot needs their memory.  Not thread-safe: callers
// must hold the mutex that protects this object.
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/memory/page_buffer.h"

namespace mtscomp {

class SlotPool {
 public:
  explicit SlotPool(std::size_t capacity_bytes) : capacity_(capacity_bytes) {}

  std::size_t capacity() const { return capacity_; }
  // Returns the size of all slots, in use and free, in bytes.
  std::size_t size() const { return in_use_ + free_bytes_; }
  // Returns the size of the slots in use, in bytes.
  std::size_t in_use() const { return in_use_; }

  // Returns a slot of this size, or nothing if the capacity is too small.
  // Releases free slots if needed.  Keeps free slots of the size `spared`,
  // because the caller needs such a slot next.
  // Throws: std::bad_alloc.
  std::optional<PageBuffer> take(std::size_t slot_size, std::size_t spared = 0);

  // Requires: the slot must come from take().
  void put_back(PageBuffer slot) noexcept;

  // Releases the memory of the free slots to the system.
  void release_free_slots();

 private:
  PageBuffer make_slot(std::size_t slot_size);
  std::optional<PageBuffer> take_free(std::size_t slot_size);
  void release(std::size_t bytes, std::size_t spared);

  std::size_t capacity_;
  std::size_t in_use_ = 0;
  std::size_t free_bytes_ = 0;
  std::unordered_map<std::size_t, std::vector<PageBuffer>> free_;  // By size.
};

}  // namespace mtscomp
