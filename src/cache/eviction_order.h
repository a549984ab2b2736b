// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decides which cached chunk is evicted first.
//
// Every chunk is in one of three segments.  They are listed in the order of
// eviction:
//   consumed    chunks that were read completely once, or that a sequential
//               reader moved past: the kernel's page cache has their bytes.
//               The most recently used chunk is evicted first.  If a file is
//               larger than the cache, the chunks at its start stay cached for
//               the next scan
//   probation   all other chunks that were visited once; the least recently
//               used chunk is evicted first
//   protected   chunks that were visited again; the least recently used chunk
//               is evicted first.  If the segment is full, its oldest chunks
//               move back to probation
// So a scan of a large file evicts chunks of this file, and not chunks that are
// read repeatedly.  Compare segmented LRU (Karedla, Love, Wherry: Caching
// strategies to improve disk system performance, 1994).  Not thread-safe:
// callers must hold the mutex that protects this object.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>

#include "cache/chunk_key.h"

namespace mtscomp {

// The part of a read that touches one chunk.
struct ChunkAccess {
  std::size_t size = 0;  // Number of bytes of the chunk that are read.
  // Whether a stream of reads enters the chunk with this read.
  bool is_new_visit = false;
};

class EvictionOrder {
 public:
  enum class Segment { kConsumed, kProbation, kProtected };

  // `protected_bytes` is the maximum size of the protected segment.
  explicit EvictionOrder(std::size_t protected_bytes)
      : protected_bytes_(protected_bytes) {}

  // Adds a chunk of `size` bytes, which was loaded but not read yet.
  // Requires: the key must not be present.
  void insert(const ChunkKey& key, std::size_t size);

  // Records a read.
  // Requires: the key must be present, here and for the next three functions.
  void touch(const ChunkKey& key, const ChunkAccess& access);
  // Records that a sequential reader has moved past the chunk.
  void mark_consumed(const ChunkKey& key);
  void erase(const ChunkKey& key);
  Segment segment(const ChunkKey& key) const;

  // Returns the first chunk in the order of eviction for which may_go(key) is
  // true.  Searches the segments up to `last`.  Returns nothing if there is no
  // such chunk.
  template <typename MayGo>
  std::optional<ChunkKey> find_victim(Segment last, MayGo may_go) const {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
      for (const ChunkKey& key : segments_[i]) {
        if (may_go(key)) {
          return key;
        }
      }
    }
    return std::nullopt;
  }

 private:
  using Keys = std::list<ChunkKey>;  // The first chunk is evicted first.

  struct Entry {
    std::size_t size = 0;    // Size of the chunk, in bytes.
    std::size_t n_read = 0;  // Number of bytes that were read.
    Segment segment = Segment::kProbation;
    Keys::iterator place;
  };

  Keys& keys(Segment segment) {
    return segments_[static_cast<std::size_t>(segment)];
  }
  void move(Entry& entry, Segment segment);
  void bound_protected();

  std::size_t protected_bytes_;
  std::size_t n_protected_ = 0;  // Size of the protected segment, in bytes.
  Keys segments_[3];
  std::unordered_map<ChunkKey, Entry, ChunkKeyHash> entries_;
};

}  // namespace mtscomp
