// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a range of a file in parts, at the same time, on threads of its own.
// A server limits the speed of each connection, so several connections bring a
// range earlier.  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>

#include "base/threads/thread_pool.h"

namespace mtscomp {

class PartReaders {
 public:
  // Parts have at least this size, in bytes: a smaller part would take hardly
  // less time than the server needs to answer.
  static constexpr std::size_t kMinPart = std::size_t{1} << 20;

  // Fills `part`, which begins at `offset` in the range, or throws.
  using ReadPart =
      std::function<void(std::uint64_t offset, std::span<std::byte> part)>;

  // Starts its threads when they are first needed, because a daemon forks
  // before.
  explicit PartReaders(std::size_t n_threads) : n_threads_(n_threads) {}

  // Calls read_part for at most n_parts parts of `bytes`, one of them on the
  // calling thread.  Returns when all parts have ended.
  // Throws: the exception of the first part that failed.
  void read(std::span<std::byte> bytes, std::size_t n_parts,
            const ReadPart& read_part);

 private:
  ThreadPool& threads();

  const std::size_t n_threads_;
  std::once_flag is_started_;
  std::unique_ptr<ThreadPool> threads_;
};

}  // namespace mtscomp
