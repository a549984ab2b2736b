// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One load of one chunk: the key of the chunk, the amount of memory that the
// load needs, and the memory that is reserved for the load.
//
// A load has one step or two.  With two steps, the compressed bytes of the
// chunk are fetched first, by threads that wait for a server.  Until the second
// step starts, the load has memory for these bytes only.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "base/memory/page_buffer.h"
#include "cache/chunk_key.h"

namespace mtscomp {

// Sizes of the memory that a load needs, in bytes.
struct LoadSize {
  std::size_t chunk = 0;      // The chunk, which stays in the cache.
  std::size_t workspace = 0;  // Temporary memory, freed when the load ends.
  // Memory for the bytes that are fetched, freed when the load ends.  0 if the
  // load has one step.
  std::size_t fetched = 0;

  // The next functions return numbers of bytes of the cache's capacity.
  std::size_t fill_cost() const {
    return PageBuffer::cost_of(chunk) + PageBuffer::cost_of(workspace);
  }
  std::size_t fetch_cost() const { return PageBuffer::cost_of(fetched); }
  std::size_t total() const { return fill_cost() + fetch_cost(); }
};

class ChunkLoad {
 public:
  using Clock = std::chrono::steady_clock;
  // A function that fills chunk(), or throws.  It can use workspace() as
  // temporary memory.  `worker` is the index of the worker that runs the load.
  using Fill = std::function<void(ChunkLoad& load, std::size_t worker)>;
  // A function that fetches fetched(), or throws.
  using Fetch = std::function<void(ChunkLoad& load)>;

  struct Steps {
    // A load of one step.
    template <std::convertible_to<Fill> Function>
    // NOLINTNEXTLINE(google-explicit-constructor)
    Steps(Function&& function) : fill(std::forward<Function>(function)) {}
    // A load of two steps.
    Steps(Fetch fetch_function, std::size_t bytes, Fill fill_function)
        : fetch(std::move(fetch_function)),
          n_fetched(bytes),
          fill(std::move(fill_function)) {}

    Fetch fetch;                // Empty if the load has one step.
    std::size_t n_fetched = 0;  // Bytes; at most LoadSize::fetched.
    Fill fill;
  };

  ChunkLoad(const ChunkKey& key, const LoadSize& size, Steps steps)
      : key_(key), size_(size), steps_(std::move(steps)) {}

  const ChunkKey& key() const { return key_; }
  const LoadSize& size() const { return size_; }
  // Returns true if no reader was waiting for the load when it started.
  bool is_prefetch() const { return is_prefetch_; }
  // The time when the first reader asked for the chunk, or when its prefetch
  // started.
  Clock::time_point asked() const { return asked_; }
  // Number of connections that the fetch may use.
  std::size_t n_connections() const { return n_connections_; }
  // Duration of the first of two steps.
  std::chrono::nanoseconds fetch_time() const { return fetch_time_; }
  bool has_two_steps() const { return steps_.fetch != nullptr; }

  // These functions throw std::bad_alloc if there was no memory for the load.
  std::span<std::byte> fetched() {
    return bytes_of(fetched_).first(steps_.n_fetched);
  }
  std::span<std::byte> chunk() { return bytes_of(chunk_); }
  std::span<std::byte> workspace() { return bytes_of(workspace_); }

 private:
  static std::span<std::byte> bytes_of(std::optional<PageBuffer>& slot) {
    if (!slot) {
      throw std::bad_alloc();
    }
    return slot->span();
  }

  friend class ChunkCache;
  friend class ChunkStore;
  friend class FetchQueue;

  ChunkKey key_;
  LoadSize size_;
  Steps steps_;
  bool is_prefetch_ = false;
  // Whether ChunkStore counts the memory of this load as prefetched.
  bool is_ahead_ = false;
  std::size_t n_connections_ = 1;
  Clock::time_point asked_;
  Clock::time_point start_;  // Of the first step, or of the only one.
  std::chrono::nanoseconds fetch_time_{};
  // Number of chunks that were inserted into the cache before the fetch.
  std::uint64_t n_before_ = 0;
  std::optional<PageBuffer> fetched_;
  std::optional<PageBuffer> chunk_;
  std::optional<PageBuffer> workspace_;
};

}  // namespace mtscomp
