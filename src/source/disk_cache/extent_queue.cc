// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_queue.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace mtscomp {

bool ExtentQueue::reserve(std::uint64_t size) {
  const std::uint64_t cost = PageBuffer::cost_of(size);
  if (cost > capacity_ - used_) {
    return false;
  }
  used_ += cost;
  return true;
}

void ExtentQueue::release(std::uint64_t size) {
  used_ -= PageBuffer::cost_of(size);
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
  writing_ = {.name = extent.key.name(), .size = extent.bytes.size()};
  return extent;
}

bool ExtentQueue::end_writing() {
  if (std::exchange(writing_->is_removed, false)) {
    return false;
  }
  release(writing_->size);
  writing_.reset();
  return true;
}

std::vector<QueuedExtent> ExtentQueue::remove(const ExtentName& name) {
  if (is_writing(name)) {
    writing_->is_removed = true;
  }
  std::vector<QueuedExtent> removed;
  const auto kept = std::stable_partition(
      waiting_.begin(), waiting_.end(),
      [&](const QueuedExtent& e) { return e.key.name() != name; });
  for (auto at = kept; at != waiting_.end(); ++at) {
    release(at->bytes.size());
    removed.push_back(std::move(*at));
  }
  waiting_.erase(kept, waiting_.end());
  return removed;
}

}  // namespace mtscomp
