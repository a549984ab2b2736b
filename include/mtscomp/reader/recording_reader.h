// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// read(raw_offset, size) of a recording: the chunks that it touches, pinned in
// the cache, without a copy and without waiting.  Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "mtscomp/reader/chunk_loader.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

// Bytes of one chunk; valid as long as `pin` is held.
struct ChunkSlice {
  std::span<const std::byte> bytes;
  ChunkPtr pin;
};

struct ReadResult {
  std::vector<ChunkSlice> slices;  // In file order; empty at the end of file.
  std::exception_ptr error;        // Of the first chunk that failed, or null.
};

class RecordingReader {
 public:
  // Runs on the calling thread if all is cached, else on a worker.
  // Must not throw.
  using OnRead = std::function<void(ReadResult)>;

  // Requires: `loader` outlives this.
  explicit RecordingReader(ChunkLoader& loader) : loader_(loader) {}

  // Reads [raw_offset, raw_offset + size) of the .bin, clamped to its end.
  // on_read is called exactly once.
  void read(const std::shared_ptr<const Recording>& recording,
            std::uint64_t raw_offset, std::size_t size, OnRead on_read);

 private:
  ChunkLoader& loader_;
};

}  // namespace mtscomp
