// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads whose compressed bytes are fetched: queued loads, and loads whose fetch
// is running.  A load that a reader waits for is fetched in several parts, by
// threads that work at the same time: a server sends each part as fast as it
// would send the whole.  A prefetch is one part, and a few threads are kept
// free of prefetches.  Not thread-safe: callers must hold the mutex that
// protects this object.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "cache/chunk_load.h"
#include "cache/load_queue.h"

namespace mtscomp {

class FetchQueue {
 public:
  using LoadPtr = std::unique_ptr<ChunkLoad>;

  // Parts have at least this size, in bytes: a smaller part would take hardly
  // less time than the server needs to answer.
  static constexpr std::size_t kLeastPart = std::size_t{1} << 20;
  static constexpr std::size_t kMostParts = 4;

  // A part of a running fetch.  Valid until end().
  struct Part {
    ChunkLoad* load = nullptr;
    std::size_t offset = 0;  // In the fetched bytes.
    std::size_t size = 0;

    // Fetches the part.  Call without the mutex.
    void fetch() const {
      load->steps_.fetch(load->fetched().subspan(offset, size), offset,
                         load->asked_);
    }
  };

  struct Ended {
    LoadPtr load;
    std::exception_ptr error;  // Of the first part that failed.
  };

  explicit FetchQueue(std::size_t n_threads) : n_threads_(n_threads) {}

  // Queues a load, as a prefetch if load->is_prefetch().
  void add(LoadPtr load);

  // Turns the queued prefetch with this key into a demand load.  Returns true
  // if such a prefetch was queued.
  bool promote(const ChunkKey& key) { return queue_.promote(key); }

  // Returns the next part of a running fetch, if any is left.
  std::optional<Part> next_part();

  // The next functions return the load that can be started next, or nullptr.
  ChunkLoad* next_demand() const { return queue_.next_demand(); }
  ChunkLoad* next_prefetch() const;

  // The next functions start the load that next_demand() or next_prefetch()
  // returned.  Its first part is returned by next_part().
  // Requires: memory for its fetched bytes must be reserved.
  void start_demand() { start(queue_.take_demand()); }
  void start_prefetch() { start(queue_.take_prefetch()); }

  // Removes the load that next_prefetch() returned.
  LoadPtr drop_prefetch() { return queue_.take_prefetch(); }
  // Removes and returns any load that is not started, or returns nullptr.
  LoadPtr drop_any();

  // Ends a part.  Returns the load if no other part is left or running.  After
  // an error, the parts that are not started are left out.
  std::optional<Ended> end(const Part& part, const std::exception_ptr& error);

 private:
  struct Fetch {
    LoadPtr load;
    std::size_t part_size = 0;
    std::size_t next = 0;  // Offset of the next part that is not started.
    std::size_t n_running = 0;
    std::exception_ptr error;

    std::size_t size() const { return load->steps_.n_fetched; }
  };

  void start(LoadPtr load);

  std::size_t n_threads_;
  std::size_t n_running_parts_ = 0;
  LoadQueue<ChunkLoad> queue_;
  std::vector<Fetch> fetches_;  // Running.
};

}  // namespace mtscomp
