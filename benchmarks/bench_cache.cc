// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The cost of the cache alone, without reading or decoding.
//   hit    a look-up of a cached chunk and the end of its pin, by several
//          threads at once
//   load   a look-up that misses, up to its result: a worker handles the chunk,
//          which gets the memory of an evicted chunk
//   ahead  the same for prefetched chunks, like in a scan
#include <benchmark/benchmark.h>

#include <cstdint>
#include <future>
#include <thread>
#include <vector>

#include "cache/chunk_cache.h"

namespace mtscomp {
namespace {

constexpr LoadSize kSize = {.chunk = 64 << 10, .workspace = 64 << 10};
constexpr std::uint64_t kCached = 256;  // Chunks.
constexpr std::size_t kCapacity =
    (kCached + 4) * (kSize.chunk + kSize.workspace);
constexpr ChunkAccess kWhole = {.size = kSize.chunk, .is_new_visit = false};

void fill_with_nothing(ChunkLoad& /*load*/, std::size_t /*worker*/) {}

class ServedCache {
 public:
  ServedCache() : cache_({.capacity = kCapacity, .n_loads = 2}) {
    for (std::size_t i = 0; i < cache_.n_servers(); ++i) {
      servers_.emplace_back([this, i] { cache_.serve(i); });
    }
  }
  ServedCache(const ServedCache&) = delete;
  ServedCache& operator=(const ServedCache&) = delete;
  ~ServedCache() { cache_.stop(); }

  // Waits for the chunk.
  void read(std::uint64_t chunk_index) {
    std::promise<void> told;
    const ChunkPin hit = cache_.find_or_load(
        {.recording = 1, .chunk_index = chunk_index}, kSize, kWhole,
        [&told](const ChunkPin&, const std::exception_ptr&, const ChunkWait&) {
          told.set_value();
        },
        fill_with_nothing);
    if (!hit) {
      told.get_future().wait();
    }
  }
  void prefetch(std::uint64_t chunk_index) {
    cache_.prefetch({.recording = 1, .chunk_index = chunk_index}, kSize,
                    fill_with_nothing);
  }

 private:
  ChunkCache cache_;
  std::vector<std::jthread> servers_;
};

void hit(benchmark::State& state) {
  static ServedCache cache;  // Shared by all threads of the benchmark.
  if (state.thread_index() == 0) {
    for (std::uint64_t i = 0; i < kCached; ++i) {
      cache.read(i);
    }
  }
  auto i = static_cast<std::uint64_t>(state.thread_index());
  for (auto _ : state) {
    cache.read(i++ % kCached);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(hit)->ThreadRange(1, 4)->UseRealTime();

void load(benchmark::State& state) {
  ServedCache cache;
  std::uint64_t i = 0;
  for (auto _ : state) {
    cache.read(i++);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(load)->UseRealTime();

void ahead(benchmark::State& state) {
  constexpr std::uint64_t kAhead = 4;
  ServedCache cache;
  std::uint64_t i = 0;
  for (auto _ : state) {
    cache.prefetch(i + kAhead);
    cache.read(i++);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ahead)->UseRealTime();

}  // namespace
}  // namespace mtscomp

BENCHMARK_MAIN();
