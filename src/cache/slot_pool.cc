// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/cache/slot_pool.h"

#include <new>
#include <utility>

namespace mtscomp {

std::optional<PageBuffer> SlotPool::take(std::size_t slot_size) {
  const auto free = free_.find(slot_size);
  if (free != free_.end()) {
    PageBuffer slot = std::move(free->second.back());
    free->second.pop_back();
    if (free->second.empty()) {
      free_.erase(free);
    }
    free_bytes_ -= slot_size;
    in_use_ += slot_size;
    return slot;
  }
  if (slot_size > capacity_ - in_use_) {
    return std::nullopt;
  }
  const std::size_t room = capacity_ - size();
  if (slot_size > room) {
    drop_free(slot_size - room);
  }
  PageBuffer slot(slot_size);
  in_use_ += slot_size;
  return slot;
}

void SlotPool::give_back(PageBuffer slot) noexcept {
  const std::size_t slot_size = slot.size();
  in_use_ -= slot_size;
  try {
    free_[slot_size].push_back(std::move(slot));
    free_bytes_ += slot_size;
  } catch (const std::bad_alloc&) {  // Then it is not kept.
    std::erase_if(free_,
                  [](const auto& slots) { return slots.second.empty(); });
  }
}

void SlotPool::trim() { drop_free(free_bytes_); }

void SlotPool::drop_free(std::size_t bytes) {
  std::size_t dropped = 0;
  while (dropped < bytes && !free_.empty()) {
    const auto some = free_.begin();
    dropped += some->first;
    free_bytes_ -= some->first;
    some->second.pop_back();
    if (some->second.empty()) {
      free_.erase(some);
    }
  }
}

}  // namespace mtscomp
