// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The bound on memory for listings of open directories.  Each opening keeps its
// listing until it is closed, so that many openings of a large directory would
// take any amount.  Thread-safe.
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

  // Returns a share of the memory, given back with its last copy.  One listing
  // that exceeds the bound by itself is admitted while there is no other.
  // Requires: this outlives the share.
  // Throws: std::system_error with ENOMEM, which is logged.
  std::shared_ptr<const void> take(std::size_t bytes);

 private:
  const std::size_t bound_;
  std::atomic<std::size_t> used_ = 0;
};

}  // namespace mtscomp
