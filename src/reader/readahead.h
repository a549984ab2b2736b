// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How one open file is being read: which of its reads continue one another, and
// how far ahead it is worth loading.
//
// A reader may follow several places of a file at once, and the kernel sends
// the reads of each in parallel and out of order.  So what is kept is, for each
// place, how far it has come, in bytes; a read near that continues it.  Only a
// reader that leaves little out on its way is foretold to go on: not one that
// goes backwards, in strides or to and fro.  Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

struct StreamAccess {
  bool is_new = false;       // The read continues no other.
  std::uint64_t before = 0;  // How far the stream had come; the read's offset
                             // if it is new.
  std::uint64_t end = 0;     // How far it has come now.
  std::uint64_t ahead = 0;   // Bytes after `end` that are worth loading.
};

class Readahead {
 public:
  static constexpr std::size_t kMaxStreams = 16;
  // How far a read may be from the end of those before it.
  static constexpr std::uint64_t kReordering = std::uint64_t{8} << 20;
  // What a stream has read before anything is loaded ahead: more than the
  // kernel reads at once, unasked, around a single access.
  static constexpr std::uint64_t kTrigger = std::uint64_t{3} << 20;
  // The same for a stream that starts where the file starts: most of these go
  // on, and what would load the second chunk has nothing to do meanwhile.
  static constexpr std::uint64_t kTriggerAtStart = std::uint64_t{512} << 10;

  StreamAccess note(std::uint64_t offset, std::uint64_t size);

 private:
  struct Stream {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t n_read = 0;  // Bytes, of the reads that took it further.
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
