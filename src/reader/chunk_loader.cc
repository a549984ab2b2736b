// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/chunk_loader.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <new>
#include <system_error>
#include <utility>

#include "mtscomp/base/error.h"
#include "reader/load_log.h"

namespace mtscomp {
namespace {

// Slots have the same size for all chunks of a recording, so they are reused.
LoadSize load_size(const Recording& recording, std::size_t chunk_size,
                   bool has_two_steps) {
  if (has_two_steps) {
    return {.chunk = chunk_size,
            .workspace = recording.scratch_size(),
            .fetched = recording.max_fetched_size()};
  }
  return {.chunk = chunk_size, .workspace = recording.workspace_size()};
}

// A chunk that is not in the file is loaded in one step, which reports it.
bool is_in_file(const Recording& recording, std::size_t chunk_index) {
  return recording.chunks().cbin_extent(chunk_index).end() <=
         recording.identity().size;
}

bool needs_proof(const std::exception_ptr& error) {
  if (!error) {
    return false;
  }
  try {
    std::rethrow_exception(error);
  } catch (const UnverifiedContentError&) {
    return true;
  } catch (...) {
    return false;
  }
}

// Calls on_loaded with an error when it is destroyed, unless take() was called
// before.  So a reader gets an answer even if the task that should answer is
// dropped.
class Answer {
 public:
  explicit Answer(ChunkLoader::OnLoaded on_loaded)
      : on_loaded_(std::move(on_loaded)) {}
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() {
    if (on_loaded_) {
      on_loaded_({}, std::make_exception_ptr(std::system_error(
                         EIO, std::generic_category(),
                         "the chunk was not loaded: the times of the .cbin "
                         "changed, and its content was not verified")));
    }
  }

  // Called once at most.
  ChunkLoader::OnLoaded take() { return std::exchange(on_loaded_, nullptr); }

 private:
  ChunkLoader::OnLoaded on_loaded_;
};

}  // namespace

ChunkLoader::ChunkLoader(ChunkCache& cache)
    : cache_(cache),
      // Half of the workers load chunks that readers wait for.
      decoder_(std::max<std::size_t>(cache.n_servers() / 2, 1)),
      decoders_(cache.n_servers()),
      workers_(cache.n_servers()) {
  for (std::size_t i = 0; i < workers_.n_threads(); ++i) {
    workers_.submit([this](std::size_t worker) { cache_.serve(worker); });
  }
  if (cache.n_fetching_servers() != 0) {
    fetching_.emplace(cache.n_fetching_servers());
    for (std::size_t i = 0; i < fetching_->n_threads(); ++i) {
      fetching_->submit([this](std::size_t) { cache_.serve_fetches(); });
    }
  }
}

bool ChunkLoader::has_two_steps(const Recording& recording) const {
  return fetching_ && recording.is_remote();
}

void ChunkLoader::require_room(const Recording& recording) const {
  const std::size_t needed =
      load_size(recording, recording.chunks().max_raw_size(),
                has_two_steps(recording))
          .total();
  const std::size_t capacity = cache_.counters().capacity;
  if (needed > capacity) {
    throw_system_error(
        ENOMEM, fmt::format("{}: loading a chunk needs {} bytes of cache, but "
                            "the cache has {} bytes; raise cache_size",
                            recording.name(), needed, capacity));
  }
}

ChunkPin ChunkLoader::find_or_load(
    const std::shared_ptr<const Recording>& recording, std::size_t chunk_index,
    const ChunkAccess& access, OnLoaded on_loaded) {
  const ChunkKey key = {.recording = recording->id(),
                        .chunk_index = chunk_index};
  if (ChunkPin hit = cache_.find(key, access)) {
    log_hit(*recording, chunk_index);
    return hit;
  }
  if (const std::exception_ptr error =
          failed_.find(key, ErrorCache::Clock::now())) {
    on_loaded({}, error);
    return {};
  }
  auto tell = [this, recording, chunk_index, access,
               on_loaded = std::move(on_loaded)](
                  ChunkPin chunk, const std::exception_ptr& error,
                  const ChunkWait& wait) {
    log_wait(*recording, chunk_index, wait);
    if (needs_proof(error)) {
      load_after_proof(recording, chunk_index, access, on_loaded);
    } else {
      on_loaded(std::move(chunk), error);
    }
  };
  const LoadSize size = size_of(*recording, chunk_index);
  ChunkPin hit = cache_.find_or_load(key, size, access, std::move(tell),
                                     steps(recording, key, size));
  if (hit) {
    log_hit(*recording, chunk_index);
  }
  return hit;
}

void ChunkLoader::load_after_proof(
    const std::shared_ptr<const Recording>& recording, std::size_t chunk_index,
    const ChunkAccess& access, const OnLoaded& on_loaded) {
  std::shared_ptr<Answer> answer;
  try {
    answer = std::make_shared<Answer>(on_loaded);
  } catch (const std::bad_alloc&) {
    on_loaded({}, std::current_exception());
    return;
  }
  try {
    content_verifier_.submit([this, recording, chunk_index, access,
                              answer](std::size_t) {
      const OnLoaded tell = answer->take();
      try {
        recording->verify_content(hashes_);
        if (ChunkPin hit = find_or_load(recording, chunk_index, access, tell)) {
          tell(std::move(hit), nullptr);
        }
      } catch (...) {
        tell({}, std::current_exception());
      }
    });
  } catch (const std::bad_alloc&) {
    // The destructor of `answer` reports the failure.
  }
}

bool ChunkLoader::prefetch(const std::shared_ptr<const Recording>& recording,
                           std::size_t chunk_index) {
  const ChunkKey key = {.recording = recording->id(),
                        .chunk_index = chunk_index};
  if (cache_.needs_no_prefetch(key)) {
    return false;
  }
  const LoadSize size = size_of(*recording, chunk_index);
  return !failed_.find(key, ErrorCache::Clock::now()) &&
         cache_.prefetch(key, size, steps(recording, key, size));
}

void ChunkLoader::mark_consumed(const Recording& recording,
                                std::size_t chunk_index) {
  cache_.mark_consumed(
      {.recording = recording.id(), .chunk_index = chunk_index});
}

LoadSize ChunkLoader::size_of(const Recording& recording,
                              std::size_t chunk_index) const {
  return load_size(
      recording, recording.chunks().raw_extent(chunk_index).size,
      has_two_steps(recording) && is_in_file(recording, chunk_index));
}

ChunkLoad::Steps ChunkLoader::steps(
    const std::shared_ptr<const Recording>& recording, const ChunkKey& key,
    const LoadSize& size) {
  ChunkLoad::Fill fill = [this, recording](ChunkLoad& load,
                                           std::size_t worker) {
    this->fill(*recording, load, decoders_[worker]);
  };
  if (size.fetched == 0) {
    return fill;
  }
  return {[this, recording](ChunkLoad& load) { fetch(*recording, load); },
          recording->fetched_size(key.chunk_index), std::move(fill)};
}

void ChunkLoader::fetch(const Recording& recording, ChunkLoad& load) {
  try {
    recording.fetch(
        load.key().chunk_index, 0, load.fetched(),
        {.since = load.asked(), .n_connections = load.n_connections()});
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::operation_canceled) {
      remember_failure(load.key());
    }
    throw;
  }
}

void ChunkLoader::fill(const Recording& recording, ChunkLoad& load,
                       ChunkDecoder& decoder) {
  const std::size_t chunk_index = load.key().chunk_index;
  try {
    const DecodeChunk decode = [&](const CompressedChunk& chunk) {
      decoder_.decode(recording, chunk, decoder, !load.is_prefetch());
    };
    log_load(recording, load, read_and_decode(recording, load, decode));
  } catch (const std::bad_alloc&) {
    spdlog::error("{}: out of memory: {} bytes needed; lower cache_size",
                  recording.describe_chunk(chunk_index), load.size().total());
    throw;
  } catch (const UnverifiedContentError&) {
    log_unverified(recording, chunk_index);
    throw;  // The load is repeated after a verification.
  } catch (...) {
    remember_failure(load.key());
    throw;
  }
}

void ChunkLoader::remember_failure(const ChunkKey& key) {
  spdlog::error("{}", current_exception_message());
  failed_.remember(key, std::current_exception(), ErrorCache::Clock::now());
}

LoadTimes ChunkLoader::read_and_decode(const Recording& recording,
                                       ChunkLoad& load,
                                       const DecodeChunk& decode) {
  const std::size_t chunk_index = load.key().chunk_index;
  if (!load.has_two_steps()) {
    return recording.load_chunk(chunk_index, load.chunk(), load.workspace(),
                                decode);
  }
  const auto start = std::chrono::steady_clock::now();
  recording.decode(chunk_index, load.fetched(), load.chunk(), load.workspace(),
                   decode);
  return {.read = load.fetch_time(),
          .decode = std::chrono::steady_clock::now() - start};
}

void ChunkLoader::evict_all() {
  failed_.clear();
  cache_.evict_all();
}

void ChunkLoader::stop() {
  is_stopping_ = true;
  cache_.stop();
  workers_.stop();
  if (fetching_) {
    fetching_->stop();
  }
  content_verifier_.stop();
}

}  // namespace mtscomp
