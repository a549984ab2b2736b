// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Extents that wait for the writer of the disk cache.  Their memory is bounded.
// Not thread-safe: callers must hold the mutex that protects this object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/memory/page_buffer.h"
#include "source/disk_cache/files/extent_key.h"

namespace mtscomp {

struct QueuedExtent {
  ExtentKey key;
  PageBuffer bytes;
};

class ExtentQueue {
 public:
  // `capacity` limits the memory of all extents, the one that is being written
  // included, in bytes.
  explicit ExtentQueue(std::uint64_t capacity) : capacity_(capacity) {}

  // Reserves the memory for an extent of `size` bytes, for push() or release().
  // Returns false if the queue is full.
  bool reserve(std::uint64_t size);
  void release(std::uint64_t size);

  // Adds an extent.
  // Requires: reserve() must have returned true for its size.
  void push(QueuedExtent extent);

  // Returns the oldest extent, which the caller then writes.  Returns nothing
  // if no extent waits.
  // Requires: no extent is being written.
  std::optional<QueuedExtent> begin_writing();

  // Ends the writing of an extent and releases its memory.  Returns false and
  // does nothing if remove() was called for the extent since begin_writing() or
  // the last call: the caller then removes the file and calls this again.
  bool end_writing();

  bool is_writing(const ExtentName& name) const {
    return writing_ && writing_->name == name;
  }
  // Returns true if no memory is reserved, and so no extent is left.
  bool is_idle() const { return used_ == 0; }

  // Removes waiting extents with this name, and marks an extent that is being
  // written.  Returns the waiting extents, so the caller can destroy them after
  // unlocking.
  std::vector<QueuedExtent> remove(const ExtentName& name);

 private:
  struct Writing {
    ExtentName name;
    std::uint64_t size = 0;
    bool is_removed = false;
  };

  std::uint64_t capacity_;
  std::uint64_t used_ = 0;
  std::deque<QueuedExtent> waiting_;
  std::optional<Writing> writing_;
};

}  // namespace mtscomp
