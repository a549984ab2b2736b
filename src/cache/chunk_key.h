// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Key of a chunk: its recording, and its index in the recording.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/text/hash.h"

namespace mtscomp {

struct ChunkKey {
  std::uint64_t recording = 0;  // Id of the recording (Recording::id()).
  std::uint64_t chunk_index = 0;

  bool operator==(const ChunkKey&) const = default;
};

struct ChunkKeyHash {
  std::size_t operator()(const ChunkKey& key) const {
    return hash_words({key.recording, key.chunk_index});
  }
};

}  // namespace mtscomp
