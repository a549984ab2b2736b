// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The memory for chunks: slots that are used again, bounded in bytes.  A slot
// counts as PageBuffer::cost_of() its size says.
//
// Recordings of one geometry need slots of one size, so a slot that is put
// back is kept for the next that asks for its size: its pages are there
// already, which is worth as much as a decode.  Free slots count; they are
// released when their room is needed.  Not thread-safe: its owner locks.
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
  // Bytes of all slots, those in use and the free ones.
  std::size_t size() const { return in_use_ + free_bytes_; }
  // Bytes of the slots in use.
  std::size_t in_use() const { return in_use_; }

  // A slot of this size, or nothing if there is no room for it.  Free slots
  // make room, but for those of the size `spared`, which are about to be taken.
  // Throws: std::bad_alloc.
  std::optional<PageBuffer> take(std::size_t slot_size, std::size_t spared = 0);

  // Requires: the slot came from take().
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
