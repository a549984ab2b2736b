// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limits the memory for listings of open directories.  An open directory keeps
// its listing until it is closed.  Without a limit, many openings of a large
// directory could use any amount of memory.  Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace mtscomp {

class ListingMemory {
 public:
  static constexpr std::size_t kBound = std::size_t{256} << 20;  // Bytes.

  explicit ListingMemory(std::size_t bound = kBound) : bound_(bound) {}
  ListingMemory(const ListingMemory&) = delete;
  ListingMemory& operator=(const ListingMemory&) = delete;

  // Reserves `bytes` bytes until the last copy of the returned pointer is
  // destroyed.  A listing above the limit is accepted if no other directory is
  // open.
  // Requires: this object must outlive the returned pointer.
  // Throws: std::system_error with ENOMEM if the limit would be exceeded.  The
  // error is logged.
  std::shared_ptr<const void> take(std::size_t bytes);

 private:
  const std::size_t bound_;
  std::atomic<std::size_t> used_ = 0;
};

}  // namespace mtscomp
