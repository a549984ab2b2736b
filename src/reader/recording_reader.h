// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads bytes of a recording's .bin.  The caller does not wait: a callback gets
// the result.  The bytes are in a pinned chunk of the cache, or in a buffer if
// they come from several chunks.  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/reader/recording.h"
#include "reader/chunk_loader.h"
#include "reader/readahead.h"

namespace mtscomp {

struct ReadResult {
  std::span<const std::byte> bytes;  // Empty at the end of file.
  std::exception_ptr error;  // Error of the first failed chunk, or null.
  // One of these two members owns the bytes.
  ChunkPin pin;
  ByteBuffer gathered;
};

class RecordingReader {
 public:
  // Called on the calling thread if all chunks are cached, or on a worker if
  // chunks must be loaded.  Must not throw.
  using OnRead = std::function<void(ReadResult)>;

  // Requires: `loader` outlives this object.
  explicit RecordingReader(ChunkLoader& loader) : loader_(loader) {}

  // See ChunkLoader::require_room().
  void require_room(const Recording& recording) const {
    loader_.require_room(recording);
  }

  // Reads the bytes [raw_offset, raw_offset + size) of the .bin, but none after
  // its end.  Calls on_read exactly once.  `streams` is the access pattern of
  // the open file that is read.  It decides which chunks are then prefetched.
  void read(const std::shared_ptr<const Recording>& recording,
            Readahead& streams, std::uint64_t raw_offset, std::size_t size,
            OnRead on_read);

 private:
  void mark_consumed(const Recording& recording, const StreamAccess& access);
  void prefetch(const std::shared_ptr<const Recording>& recording,
                const StreamAccess& access);

  ChunkLoader& loader_;
};

}  // namespace mtscomp
