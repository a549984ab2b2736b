// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/cache_log.h"

#include <spdlog/spdlog.h>

#include <new>

namespace mtscomp {

void CacheLog::note(const ChunkKey& key, const char* text) noexcept {
  if (!spdlog::should_log(spdlog::level::debug)) {
    return;
  }
  try {
    events_.push_back({key, text});
  } catch (const std::bad_alloc&) {
    // The eviction must not fail: it frees memory.
  }
}

void write_log(const std::vector<CacheEvent>& events) {
  for (const CacheEvent& event : events) {
    spdlog::debug("[{}]: chunk {}: {}", event.key.recording,
                  event.key.chunk_index, event.text);
  }
}

}  // namespace mtscomp
