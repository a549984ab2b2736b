// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which cached chunk goes first when room is needed.
//
// Three segments, the first to go named first:
//   consumed    read through once, or passed by a reader that goes on, so that
//               the kernel has its pages; the last of these goes first, which
//               leaves the start of a file that is larger than the cache for
//               its next scan
//   probation   neither; the one untouched for longest goes first
//   protected   visited again; likewise, and bounded, so that the oldest of
//               these fall back to probation
// A scan thus recycles its own chunks, and never those that others return to.
// Compare segmented LRU (Karedla, Love, Wherry: Caching strategies to improve
// disk system performance, 1994).  Not thread-safe: its owner locks.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <unordered_map>

#include "cache/chunk_key.h"

namespace mtscomp {

// What a read means to a chunk that it touches.
struct ChunkAccess {
  std::size_t size = 0;       // Bytes of the chunk that are read.
  bool is_new_visit = false;  // A reader has come from elsewhere.
};

class EvictionOrder {
 public:
  enum class Segment { kConsumed, kProbation, kProtected };

  // `protected_bytes` bounds the protected segment.
  explicit EvictionOrder(std::size_t protected_bytes)
      : protected_bytes_(protected_bytes) {}

  // A chunk of `size` bytes, loaded and not read yet.  Requires: not there.
  void insert(const ChunkKey& key, std::size_t size);

  // Requires: there.
  void touch(const ChunkKey& key, const ChunkAccess& access);
  // A reader that goes on has left it behind.  Requires: there.
  void mark_consumed(const ChunkKey& key);
  void erase(const ChunkKey& key);
  Segment segment(const ChunkKey& key) const;

  // The first that may go, in the segments up to `last`; nothing if none may.
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
  using Keys = std::list<ChunkKey>;  // The first to go at the front.

  struct Entry {
    std::size_t size = 0;    // Bytes.
    std::size_t n_read = 0;  // Bytes.
    Segment segment = Segment::kProbation;
    Keys::iterator place;
  };

  Keys& keys(Segment segment) {
    return segments_[static_cast<std::size_t>(segment)];
  }
  void move(Entry& entry, Segment segment);
  void bound_protected();

  std::size_t protected_bytes_;
  std::size_t n_protected_ = 0;  // Bytes.
  Keys segments_[3];
  std::unordered_map<ChunkKey, Entry, ChunkKeyHash> entries_;
};

}  // namespace mtscomp
