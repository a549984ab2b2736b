// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One load of one chunk: its key, the memory that the load needs, and the
// memory that the load has.
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
  std::size_t chunk = 0;      // Stays in the cache.
  std::size_t workspace = 0;  // Freed when the load ends.

  // Returns how many bytes of the cache's capacity the load uses.
  std::size_t total() const {
    return PageBuffer::cost_of(chunk) + PageBuffer::cost_of(workspace);
  }
};

class ChunkLoad {
 public:
  // Fills chunk(), with workspace() as temporary memory, or throws.  `worker`
  // is the index of the worker that runs the load.
  using Fill = std::function<void(ChunkLoad& load, std::size_t worker)>;

  ChunkLoad(const ChunkKey& key, const LoadSize& size, Fill fill)
      : key_(key), size_(size), fill_(std::move(fill)) {}

  const ChunkKey& key() const { return key_; }
  const LoadSize& size() const { return size_; }
  // Whether no reader waited for the load when it was started.
  bool is_prefetch() const { return is_prefetch_; }

  // Both throw std::bad_alloc if there was no memory for the load.
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
  bool is_ahead_ = false;  // Whether its memory counts as prefetched.
  std::optional<PageBuffer> chunk_;
  std::optional<PageBuffer> workspace_;
};

}  // namespace mtscomp
