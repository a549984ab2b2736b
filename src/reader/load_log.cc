// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/load_log.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <new>
#include <utility>

namespace mtscomp {
namespace {

double milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

// Formats nothing if the line would not be logged.  Does not throw, because it
// is called at the end of a load: without memory, the line is dropped.
template <typename... Values>
void log_chunk(const Recording& recording, std::size_t chunk_index,
               fmt::format_string<Values...> text,
               Values&&... values) noexcept {
  if (!spdlog::should_log(spdlog::level::debug)) {
    return;
  }
  try {
    spdlog::debug("{} [{}]: chunk {}: {}", recording.name(), recording.id(),
                  chunk_index,
                  fmt::format(text, std::forward<Values>(values)...));
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

void log_hit(const Recording& recording, std::size_t chunk_index) {
  log_chunk(recording, chunk_index, "hit");
}

void log_wait(const Recording& recording, std::size_t chunk_index,
              const ChunkWait& wait) {
  log_chunk(recording, chunk_index, "{}, a reader waited {:.1f} ms",
            wait.is_join ? "joined" : "miss", milliseconds(wait.duration));
}

void log_load(const Recording& recording, const ChunkLoad& load,
              const LoadTimes& times) {
  const std::size_t chunk_index = load.key().chunk_index;
  log_chunk(recording, chunk_index,
            "{}: {} bytes read in {:.1f} ms, {} bytes decoded in {:.1f} ms",
            load.is_prefetch() ? "prefetched" : "loaded",
            recording.chunks().cbin_extent(chunk_index).size,
            milliseconds(times.read), load.size().chunk,
            milliseconds(times.decode));
}

void log_unverified(const Recording& recording, std::size_t chunk_index) {
  log_chunk(recording, chunk_index,
            "not loaded yet: the times of the file have changed; its content "
            "is being verified");
}

void log_readahead(const Recording& recording, std::size_t chunk_index,
                   const StreamAccess& stream) {
  log_chunk(recording, chunk_index,
            "queued for prefetch: a reader has reached byte {}; up to {} bytes "
            "after it are prefetched",
            stream.end, stream.ahead);
}

}  // namespace mtscomp
