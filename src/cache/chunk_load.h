// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One load of one chunk: the key of the chunk, the amount of memory that the
// load needs, and the memory that is reserved for the load.
#pragma once

#include <cstddef>
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

  // Returns the number of bytes of the cache's capacity that the load uses.
  std::size_t total() const {
    return PageBuffer::cost_of(chunk) + PageBuffer::cost_of(workspace);
  }
};

class ChunkLoad {
 public:
  // A function that fills chunk(), or throws.  It can use workspace() as
  // temporary memory.  `worker` is the index of the worker that runs the load.
  using Fill = std::function<void(ChunkLoad& load, std::size_t worker)>;

  ChunkLoad(const ChunkKey& key, const LoadSize& size, Fill fill)
      : key_(key), size_(size), fill_(std::move(fill)) {}

  const ChunkKey& key() const { return key_; }
  const LoadSize& size() const { return size_; }
  // Returns true if no reader was waiting for the load when it started.
  bool is_prefetch() const { return is_prefetch_; }

  // Both functions throw std::bad_alloc if there was no memory for the load.
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

  ChunkKey key_;
  LoadSize size_;
  Fill fill_;
  bool is_prefetch_ = false;
  // Whether ChunkStore counts the memory of this load as prefetched.
  bool is_ahead_ = false;
  std::optional<PageBuffer> chunk_;
  std::optional<PageBuffer> workspace_;
};

}  // namespace mtscomp
