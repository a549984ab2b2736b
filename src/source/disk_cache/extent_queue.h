// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Extents that wait for the writer of the disk cache, and their memory, which
// is bounded.  A few large buffers are reused: copying into memory that is not
// mapped yet takes five times as long.  Not thread-safe: callers must hold the
// mutex that protects this object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "base/memory/page_buffer.h"
#include "source/disk_cache/files/extent_key.h"

namespace mtscomp {

struct QueuedExtent {
  ExtentKey key;
  PageBuffer memory;  // At least key.size bytes.

  std::span<const std::byte> bytes() const {
    return memory.span().first(key.size);
  }
};

class ExtentQueue {
 public:
  // `capacity` limits all memory, in bytes.
  explicit ExtentQueue(std::uint64_t capacity) : capacity_(capacity) {}

  // Returns memory for at least `size` bytes, or nothing if the queue is full.
  // Throws: std::bad_alloc.
  std::optional<PageBuffer> take_memory(std::uint64_t size);

  // Adds an extent, whose memory must come from take_memory().
  // Throws: std::bad_alloc; its memory then counts until the queue is
  // destroyed.
  void push(QueuedExtent extent);

  // Returns the oldest extent, which the caller then writes.  Returns nothing
  // if no extent waits.
  // Requires: no extent is being written.
  std::optional<QueuedExtent> begin_writing();

  // Ends the writing of an extent, and takes its memory back.  Returns false
  // and does nothing if remove() was called for the extent since
  // begin_writing() or the last call: the caller then removes the file and
  // calls this again.
  bool end_writing(QueuedExtent& extent);

  bool is_writing(const ExtentName& name) const { return writing_ == name; }
  // Returns true if no memory is in use, and so no extent is left.
  bool is_idle() const { return used_ == 0; }

  // Removes waiting extents with this name.  If the extent is being written,
  // end_writing() reports it.
  void remove(const ExtentName& name);

 private:
  void release_free(std::uint64_t cost);
  void put_back(PageBuffer memory);

  std::uint64_t capacity_;
  std::uint64_t used_ = 0;
  std::uint64_t free_bytes_ = 0;
  std::vector<PageBuffer> free_;
  std::deque<QueuedExtent> waiting_;
  std::optional<ExtentName> writing_;
  bool is_removed_ = false;  // Whether remove() was called for writing_.
};

}  // namespace mtscomp
