// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/fetch_queue.h"

#include <algorithm>
#include <utility>

namespace mtscomp {

void FetchQueue::add(LoadPtr load) {
  if (load->is_prefetch_) {
    queue_.add_prefetch(std::move(load));
  } else {
    queue_.add_demand(std::move(load));
  }
}

ChunkLoad* FetchQueue::next_prefetch() const {
  const std::size_t n_free = std::min(kReserved, n_threads_ - 1);
  return n_used_ + n_free < n_threads_ ? queue_.next_prefetch() : nullptr;
}

FetchQueue::LoadPtr FetchQueue::start_demand() {
  const std::size_t n_idle = n_threads_ - std::min(n_threads_, n_used_);
  return start(queue_.take_demand(),
               std::clamp<std::size_t>(n_idle, 1, kMaxParts));
}

FetchQueue::LoadPtr FetchQueue::start_prefetch() {
  return start(queue_.take_prefetch(), 1);
}

FetchQueue::LoadPtr FetchQueue::start(LoadPtr load, std::size_t n_connections) {
  load->start_ = ChunkLoad::Clock::now();
  load->n_connections_ = n_connections;
  n_used_ += n_connections;
  return load;
}

void FetchQueue::end(const ChunkLoad& load) { n_used_ -= load.n_connections_; }

FetchQueue::LoadPtr FetchQueue::drop_any() {
  if (queue_.next_demand() != nullptr) {
    return queue_.take_demand();
  }
  return queue_.next_prefetch() != nullptr ? queue_.take_prefetch() : nullptr;
}

}  // namespace mtscomp
