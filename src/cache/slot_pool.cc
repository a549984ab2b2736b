// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/slot_pool.h"

#include <new>
#include <utility>

namespace mtscomp {

std::optional<PageBuffer> SlotPool::take(std::size_t slot_size,
                                         std::size_t spared) {
  if (std::optional<PageBuffer> slot = take_free(slot_size)) {
    return slot;
  }
  const std::size_t cost = PageBuffer::cost_of(slot_size);
  const std::size_t room = capacity_ - size();
  if (cost > room) {
    release(cost - room, spared);
  }
  if (cost > capacity_ - size()) {
    return std::nullopt;
  }
  PageBuffer slot = make_slot(slot_size);
  in_use_ += cost;
  return slot;
}

// If the system is out of memory, releases the free slots and tries again.
PageBuffer SlotPool::make_slot(std::size_t slot_size) {
  try {
    return PageBuffer(slot_size);
  } catch (const std::bad_alloc&) {
    release_free_slots();
  }
  return PageBuffer(slot_size);
}

std::optional<PageBuffer> SlotPool::take_free(std::size_t slot_size) {
  const auto free = free_.find(slot_size);
  if (free == free_.end()) {
    return std::nullopt;
  }
  PageBuffer slot = std::move(free->second.back());
  free->second.pop_back();
  if (free->second.empty()) {
    free_.erase(free);
  }
  free_bytes_ -= slot.cost();
  in_use_ += slot.cost();
  return slot;
}

void SlotPool::put_back(PageBuffer slot) noexcept {
  const std::size_t cost = slot.cost();
  in_use_ -= cost;
  try {
    free_[slot.size()].push_back(std::move(slot));
    free_bytes_ += cost;
  } catch (const std::bad_alloc&) {  // The slot is freed.
    std::erase_if(free_,
                  [](const auto& slots) { return slots.second.empty(); });
  }
}

void SlotPool::release_free_slots() { release(free_bytes_, 0); }

void SlotPool::release(std::size_t bytes, std::size_t spared) {
  std::size_t released = 0;
  for (auto slots = free_.begin(); slots != free_.end() && released < bytes;) {
    if (slots->first == spared) {
      ++slots;
      continue;
    }
    for (; !slots->second.empty() && released < bytes;
         slots->second.pop_back()) {
      released += slots->second.back().cost();
      free_bytes_ -= slots->second.back().cost();
    }
    slots = slots->second.empty() ? free_.erase(slots) : std::next(slots);
  }
}

}  // namespace mtscomp
