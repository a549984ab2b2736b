// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One load of one chunk: its key, the memory that it needs, and the memory that
// it has.
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

// Bytes of memory that a load needs.
struct LoadSize {
  std::size_t chunk = 0;      // Stays in the cache.
  std::size_t workspace = 0;  // Only while loading.

  // Bytes that both use of the cache's capacity.
  std::size_t total() const {
    return PageBuffer::cost_of(chunk) + PageBuffer::cost_of(workspace);
  }
};

class ChunkLoad {
 public:
  // Fills chunk(), with workspace() as temporary memory, or throws.  `worker`
  // is the index of the worker that runs it.
  using Fill = std::function<void(ChunkLoad& load, std::size_t worker)>;

  ChunkLoad(const ChunkKey& key, const LoadSize& size, Fill fill)
      : key_(key), size_(size), fill_(std::move(fill)) {}

  const ChunkKey& key() const { return key_; }
  const LoadSize& size() const { return size_; }
  // Whether the load was started while no reader waited for it.
  bool is_prefetch() const { return is_prefetch_; }

  // Throws: std::bad_alloc if there was no memory for the load.
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
  bool is_ahead_ = false;  // Counted as prefetched memory.
  std::optional<PageBuffer> chunk_;
  std::optional<PageBuffer> workspace_;
};

}  // namespace mtscomp
