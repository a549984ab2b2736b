// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A pin on a cached chunk: while the pin exists, the chunk's bytes stay valid
// and do not move.
//
// Pinned chunks are not evicted.  A thread should keep a pin only while it
// copies or sends the bytes.  It must not wait while it has a pin.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "cache/chunk_store.h"

namespace mtscomp {

class ChunkCache;

class ChunkPin {
 public:
  ChunkPin() = default;
  // Takes over a pin that the cache has counted already.
  ChunkPin(ChunkCache& cache, CachedChunk& chunk)
      : cache_(&cache), chunk_(&chunk) {}
  ChunkPin(ChunkPin&& other) noexcept
      : cache_(std::exchange(other.cache_, nullptr)), chunk_(other.chunk_) {}
  ChunkPin& operator=(ChunkPin&& other) noexcept {
    ChunkPin taken(std::move(other));
    std::swap(cache_, taken.cache_);
    std::swap(chunk_, taken.chunk_);
    return *this;
  }
  ~ChunkPin();

  // Returns true if the pin is not empty.
  explicit operator bool() const { return cache_ != nullptr; }

  // Requires: this pin must not be empty.
  std::span<const std::byte> bytes() const {
    return std::as_const(*chunk_).bytes.span();
  }

 private:
  ChunkCache* cache_ = nullptr;
  CachedChunk* chunk_ = nullptr;
};

}  // namespace mtscomp
