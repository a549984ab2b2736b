// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Access pattern of one open file: which reads continue an earlier read (a
// stream), and how many bytes after them are worth prefetching.
//
// One file may have several streams, and the kernel sends the reads of each
// stream in parallel and out of order.  For each stream this class keeps the
// end, in bytes; a read near the end continues the stream.  Only a stream that
// skips little is prefetched: not reads that go backwards, in strides or to and
// fro.  Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

struct StreamAccess {
  bool is_new = false;       // The read starts a new stream.
  std::uint64_t before = 0;  // End of the stream before the read; the read's
                             // offset if the stream is new.
  std::uint64_t end = 0;     // End of the stream after the read.
  std::uint64_t ahead = 0;   // Bytes after `end` that are worth prefetching.
};

class Readahead {
 public:
  static constexpr std::size_t kMaxStreams = 16;
  // Maximum distance of a read from the end of its stream, in bytes.
  static constexpr std::uint64_t kReordering = std::uint64_t{8} << 20;
  // Length of a stream before anything is prefetched, in bytes: more than the
  // kernel reads ahead around a single access.
  static constexpr std::uint64_t kTrigger = std::uint64_t{3} << 20;
  // kTrigger for a stream that starts at the start of the file.  It is smaller:
  // most of these streams continue, and workers are idle otherwise.
  static constexpr std::uint64_t kTriggerAtStart = std::uint64_t{512} << 10;

  StreamAccess note(std::uint64_t offset, std::uint64_t size);

 private:
  struct Stream {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t n_read = 0;  // Bytes of reads that moved the end.
    std::uint64_t last_use = 0;

    bool goes_on() const;
  };

  Stream* find(std::uint64_t offset) REQUIRES_LOCK(mutex_);
  Stream& oldest() REQUIRES_LOCK(mutex_);

  Mutex mutex_;
  std::array<Stream, kMaxStreams> streams_ GUARDED_BY(mutex_);
  std::uint64_t n_reads_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
