// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace mtscomp {
namespace {

// Compressed chunks of one recording have similar sizes, and so get buffers of
// the same size.
std::uint64_t buffer_size(std::uint64_t size) {
  constexpr std::uint64_t kStep = std::uint64_t{1} << 20;
  return size < PageBuffer::kLeastMapped ? size
                                         : (size + kStep - 1) / kStep * kStep;
}

}  // namespace

std::optional<PageBuffer> ExtentQueue::take_memory(std::uint64_t size) {
  if (size > capacity_) {
    return std::nullopt;
  }
  const std::uint64_t rounded = buffer_size(size);
  const std::uint64_t cost = PageBuffer::cost_of(rounded);
  if (cost > capacity_ - used_) {
    return std::nullopt;
  }
  const auto at = std::find_if(
      free_.begin(), free_.end(),
      [&](const PageBuffer& memory) { return memory.size() == rounded; });
  std::optional<PageBuffer> memory;
  if (at != free_.end()) {
    memory = std::move(*at);
    free_.erase(at);
    free_bytes_ -= cost;
  } else {
    release_free(cost);
    memory = PageBuffer(rounded);
  }
  used_ += cost;
  return memory;
}

// Releases free memory until `cost` bytes more can be used.
void ExtentQueue::release_free(std::uint64_t cost) {
  while (!free_.empty() && used_ + free_bytes_ + cost > capacity_) {
    free_bytes_ -= free_.front().cost();
    free_.erase(free_.begin());
  }
}

void ExtentQueue::put_back(PageBuffer memory) {
  constexpr std::size_t kMaxFree = 4;
  used_ -= memory.cost();
  if (memory.size() < PageBuffer::kLeastMapped) {
    return;
  }
  if (free_.size() == kMaxFree) {
    free_bytes_ -= free_.front().cost();
    free_.erase(free_.begin());
  }
  free_bytes_ += memory.cost();
  free_.push_back(std::move(memory));
}

void ExtentQueue::push(QueuedExtent extent) {
  waiting_.push_back(std::move(extent));
}

std::optional<QueuedExtent> ExtentQueue::begin_writing() {
  assert(!writing_);
  if (waiting_.empty()) {
    return std::nullopt;
  }
  QueuedExtent extent = std::move(waiting_.front());
  waiting_.pop_front();
  writing_ = extent.key.name();
  return extent;
}

bool ExtentQueue::end_writing(QueuedExtent& extent) {
  if (std::exchange(is_removed_, false)) {
    return false;
  }
  writing_.reset();
  put_back(std::move(extent.memory));
  return true;
}

void ExtentQueue::remove(const ExtentName& name) {
  is_removed_ |= is_writing(name);
  const auto has_name = [&](const QueuedExtent& extent) {
    return extent.key.name() == name;
  };
  for (QueuedExtent& extent : waiting_) {
    if (has_name(extent)) {
      put_back(std::move(extent.memory));
    }
  }
  std::erase_if(waiting_, has_name);
}

}  // namespace mtscomp
