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
  // A reader that needs another chunk finds a free thread for each part.
  const std::size_t n_free = std::min(kMostParts, n_threads_ - 1);
  return n_running_parts_ + n_free < n_threads_ ? queue_.next_prefetch()
                                                : nullptr;
}

FetchQueue::LoadPtr FetchQueue::drop_any() {
  if (queue_.next_demand() != nullptr) {
    return queue_.take_demand();
  }
  return queue_.next_prefetch() != nullptr ? queue_.take_prefetch() : nullptr;
}

void FetchQueue::start(LoadPtr load) {
  const std::size_t size = load->steps_.n_fetched;
  const std::size_t n_idle =
      n_threads_ - std::min(n_threads_, n_running_parts_);
  const std::size_t n_parts =
      load->is_prefetch_ ? 1
                         : std::clamp<std::size_t>(
                               size / kLeastPart, 1,
                               std::clamp<std::size_t>(n_idle, 1, kMostParts));
  load->start_ = std::chrono::steady_clock::now();
  fetches_.push_back(
      {.load = std::move(load), .part_size = (size + n_parts - 1) / n_parts});
}

std::optional<FetchQueue::Part> FetchQueue::next_part() {
  const auto fetch =
      std::find_if(fetches_.begin(), fetches_.end(),
                   [](const Fetch& each) { return each.next < each.size(); });
  if (fetch == fetches_.end()) {
    return std::nullopt;
  }
  const std::size_t offset = fetch->next;
  fetch->next = std::min(offset + fetch->part_size, fetch->size());
  ++fetch->n_running;
  ++n_running_parts_;
  return Part{.load = fetch->load.get(),
              .offset = offset,
              .size = fetch->next - offset};
}

std::optional<FetchQueue::Ended> FetchQueue::end(
    const Part& part, const std::exception_ptr& error) {
  const auto fetch = std::find_if(
      fetches_.begin(), fetches_.end(),
      [&part](const Fetch& each) { return each.load.get() == part.load; });
  --fetch->n_running;
  --n_running_parts_;
  if (error) {
    fetch->next = fetch->size();
    if (!fetch->error) {
      fetch->error = error;
    }
  }
  if (fetch->n_running != 0 || fetch->next < fetch->size()) {
    return std::nullopt;
  }
  fetch->load->fetch_time_ =
      std::chrono::steady_clock::now() - fetch->load->start_;
  Ended ended = {.load = std::move(fetch->load), .error = fetch->error};
  fetches_.erase(fetch);
  return ended;
}

}  // namespace mtscomp
