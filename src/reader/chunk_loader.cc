// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/chunk_loader.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
ChunkLoader::ChunkLoader(ChunkCache& cache, std::size_t n_workers)
    : cache_(cache), scratch_(n_workers), workers_(n_workers) {}

ChunkPtr ChunkLoader::find_or_load(
    const std::shared_ptr<const Recording>& recording, std::size_t chunk_index,
    ChunkCache::OnLoaded on_loaded) {
  const ChunkKey key = {.recording = recording->id(),
                        .chunk_index = chunk_index};
  if (const std::exception_ptr error =
          failed_.find(key, FailedChunks::Clock::now())) {
    on_loaded(nullptr, error);
    return nullptr;
  }
  const std::size_t cost = recording->chunks().raw_extent(chunk_index).size;
  ChunkCache::Lookup lookup =
      cache_.find_or_join(key, cost, std::move(on_loaded));
  if (lookup.load) {
    workers_.submit([this, recording, key,
                     load = std::move(lookup.load)](std::size_t worker) {
      run_load(*recording, key, scratch_[worker], *load);
    });
  }
  return std::move(lookup.hit);
}

void ChunkLoader::run_load(const Recording& recording, const ChunkKey& key,
                           LoadScratch& scratch, ChunkCache::Load& load) {
  ChunkPtr chunk;
  try {
    chunk = std::make_shared<const ByteBuffer>(
        recording.load_chunk(key.chunk_index, scratch));
  } catch (const CorruptChunkError& error) {
    spdlog::error("{}", error.what());
    failed_.remember(key, std::current_exception(), FailedChunks::Clock::now());
    load.fail(std::current_exception());
    return;
  } catch (...) {
    spdlog::error("{}", current_exception_message());
    load.fail(std::current_exception());
    return;
  }
  load.finish(chunk);
}

void ChunkLoader::stop() { workers_.stop(); }

}  // namespace mtscomp
