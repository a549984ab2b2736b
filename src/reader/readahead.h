// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Detects the access pattern of one open file.  A read that continues an
// earlier read belongs to the same stream.  For every stream, this class
// estimates how many bytes are worth prefetching.
//
// One open file can have several streams.  The kernel sends the reads of a
// stream in parallel and out of order.  So a read continues a stream if it
// starts near the end of the stream, before or after it.  Streams that skip
// many bytes are not prefetched, nor are reads that go backwards, in strides or
// to and fro.  Thread-safe.
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
  // Maximum distance from the end of a stream to a read of this stream, in
  // bytes.
  static constexpr std::uint64_t kReordering = std::uint64_t{8} << 20;
  // A stream must have this length, in bytes, before any chunk is prefetched.
  // It is more than the kernel reads ahead around a single access.
  static constexpr std::uint64_t kTrigger = std::uint64_t{3} << 20;
  // Replaces kTrigger for streams that begin at the start of the file.  It is
  // smaller than kTrigger, because most of these streams continue, and because
  // the workers would be idle without prefetches.
  static constexpr std::uint64_t kTriggerAtStart = std::uint64_t{512} << 10;

  // Replaces kTriggerAtStart for a file on a server: the first answer takes so
  // long that the second chunk must be requested before it.  If a program reads
  // large pieces, the first read of the kernel has this length.
  static constexpr std::uint64_t kRemoteTriggerAtStart = std::uint64_t{128}
                                                         << 10;

  // Adds a read of a file that is on a server or not.
  StreamAccess note(std::uint64_t offset, std::uint64_t size,
                    bool is_remote = false);

 private:
  struct Stream {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t n_read = 0;  // Bytes of all reads that moved `end`.
    std::uint64_t last_use = 0;

    bool goes_on(bool is_remote) const;
  };

  Stream* find(std::uint64_t offset) REQUIRES_LOCK(mutex_);
  Stream& oldest() REQUIRES_LOCK(mutex_);

  Mutex mutex_;
  std::array<Stream, kMaxStreams> streams_ GUARDED_BY(mutex_);
  std::uint64_t n_reads_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
