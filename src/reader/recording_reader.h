// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads bytes of a recording's .bin without waiting: the result is called back.
// The bytes are in a pinned chunk of the cache, or were copied from several
// chunks.  Thread-safe.
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
  // Owner of the bytes: one of the two.
  ChunkPin pin;
  ByteBuffer gathered;
};

class RecordingReader {
 public:
  // Runs on the calling thread if all chunks are cached, otherwise on a worker.
  // Must not throw.
  using OnRead = std::function<void(ReadResult)>;

  // Requires: `loader` outlives this.
  explicit RecordingReader(ChunkLoader& loader) : loader_(loader) {}

  // See ChunkLoader::require_room().
  void require_room(const Recording& recording) const {
    loader_.require_room(recording);
  }

  // Reads [raw_offset, raw_offset + size) of the .bin, clamped to its end.
  // Calls on_read exactly once.  `streams` belongs to the open file that is
  // read; it decides which chunks are prefetched afterwards.
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
