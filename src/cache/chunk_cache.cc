// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/cache/chunk_cache.h"

#include <fmt/format.h>

#include <cassert>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Of the capacity; the rest takes what is new.
std::size_t protected_part(std::size_t capacity) {
  return capacity - capacity / 4;
}
std::size_t ahead_part(std::size_t capacity) { return capacity / 2; }

std::exception_ptr abandoned() {
  return std::make_exception_ptr(std::runtime_error("the load was abandoned"));
}

std::exception_ptr too_large(const LoadSize& size, std::size_t capacity) {
  return std::make_exception_ptr(std::system_error(
      ENOMEM, std::generic_category(),
      fmt::format("a chunk takes {} bytes of the cache, which has {}",
                  size.total(), capacity)));
}

}  // namespace

ChunkPin::~ChunkPin() {
  if (cache_ != nullptr) {
    cache_->unpin(*chunk_);
  }
}

ChunkCache::ChunkCache(const CacheOptions& options)
    : options_(options),
      pool_(options.capacity),
      order_(protected_part(options.capacity)) {}

ChunkCache::~ChunkCache() { stop(); }

ChunkPin ChunkCache::find_or_load(const ChunkKey& key, const LoadSize& size,
                                  const ChunkAccess& access, OnLoaded on_loaded,
                                  ChunkLoad::Fill fill) {
  std::exception_ptr refusal;
  {
    const MutexLock lock(mutex_);
    last_use_ = Clock::now();
    if (const auto at = chunks_.find(key); at != chunks_.end()) {
      ++counters_.hits;
      note_use(at->second, access);
      pin(at->second, 1);
      return {*this, at->second};
    }
    if (const auto at = in_flight_.find(key); at != in_flight_.end()) {
      at->second.push_back({std::move(on_loaded), access});
      ++(queue_.promote(key) ? counters_.misses : counters_.joins);
    } else if (stopping_) {
      refusal = abandoned();
    } else if (size.total() > options_.capacity) {
      refusal = too_large(size, options_.capacity);
    } else {
      // In this order: a load that nobody waits for does no harm.
      queue_.add_demand(
          std::make_unique<ChunkLoad>(key, size, std::move(fill)));
      in_flight_[key].push_back({std::move(on_loaded), access});
      ++counters_.misses;
    }
  }
  if (refusal) {
    on_loaded({}, refusal);
  } else {
    changed_.notify_all();
  }
  return {};
}

void ChunkCache::prefetch(const ChunkKey& key, const LoadSize& size,
                          ChunkLoad::Fill fill) {
  {
    const MutexLock lock(mutex_);
    if (stopping_ || chunks_.contains(key) || in_flight_.contains(key)) {
      return;
    }
    auto load = std::make_unique<ChunkLoad>(key, size, std::move(fill));
    load->is_prefetch_ = true;
    queue_.add_prefetch(std::move(load));
    in_flight_.try_emplace(key);
  }
  changed_.notify_all();
}

void ChunkCache::pass(const ChunkKey& key) {
  const MutexLock lock(mutex_);
  if (chunks_.contains(key)) {
    order_.pass(key);
  }
}

void ChunkCache::serve(std::size_t worker) {
  while (true) {
    const Start start = wait_for_start();
    if (!start.load) {
      return;
    }
    run(*start.load, worker, start.error);
  }
}

void ChunkCache::run(ChunkLoad& load, std::size_t worker,
                     std::exception_ptr error) {
  if (!error) {
    try {
      load.fill_(load, worker);
    } catch (...) {
      error = std::current_exception();
    }
  }
  end(load, std::move(error));
}

ChunkCache::Start ChunkCache::wait_for_start() {
  const MutexLock lock(mutex_);
  while (!stopping_) {
    Start start = find_start();
    if (start.load) {
      return start;
    }
    if (!changed_.wait_for(mutex_, options_.idle_timeout)) {
      give_back_if_idle();
    }
  }
  return {};
}

ChunkCache::Start ChunkCache::find_start() {
  ChunkLoad* const demand = queue_.next_demand();
  if (demand == nullptr) {
    return find_prefetch_start();
  }
  if (n_running_demand_ == options_.n_loads) {
    return {};
  }
  std::exception_ptr error;
  try {
    if (!reserve(*demand, Segment::kProtected)) {
      return {};
    }
  } catch (...) {
    error = std::current_exception();
  }
  demand->is_prefetch_ = false;  // One that was promoted is none any more.
  ++n_running_demand_;
  return {.load = queue_.take_demand(), .error = error};
}

ChunkCache::Start ChunkCache::find_prefetch_start() {
  while (const ChunkLoad* const next = queue_.next_prefetch()) {
    if (n_running_demand_ + n_running_prefetch_ >= options_.n_loads) {
      return {};
    }
    LoadPtr load = queue_.take_prefetch();
    const std::size_t ahead = ahead_bytes_ + load->size().chunk;
    try {
      if (ahead <= ahead_part(options_.capacity) &&
          reserve(*load, Segment::kConsumed)) {
        ahead_bytes_ = ahead;
        ++n_running_prefetch_;
        ++counters_.prefetch.issued;
        return {.load = std::move(load), .error = nullptr};
      }
    } catch (const std::bad_alloc&) {
      // As good a reason to forget it.
    }
    in_flight_.erase(load->key());
  }
  return {};
}

bool ChunkCache::reserve(ChunkLoad& load, Segment last) {
  const std::size_t immovable = pool_.in_use() - evictable_bytes_;
  if (load.size_.total() > pool_.capacity() - immovable) {
    return false;  // Before anything is evicted in vain.
  }
  std::optional<PageBuffer> chunk;
  std::optional<PageBuffer> workspace;
  // A slot that is evicted serves again, while one that is mapped has to be
  // cleared by the kernel, which takes as long as decoding does; so those of
  // the other size are spared, for the next load, until nothing else is left.
  for (bool may_spare = true; !chunk || !workspace;) {
    if (!workspace) {
      workspace =
          pool_.take(load.size_.workspace, may_spare ? load.size_.chunk : 0);
    }
    if (!chunk) {
      chunk =
          pool_.take(load.size_.chunk, may_spare ? load.size_.workspace : 0);
    }
    if ((chunk && workspace) || evict_one(last)) {
      continue;
    }
    if (!std::exchange(may_spare, false)) {
      give_back(std::move(chunk));
      give_back(std::move(workspace));
      return false;
    }
  }
  load.chunk_ = std::move(*chunk);
  load.workspace_ = std::move(*workspace);
  return true;
}

void ChunkCache::give_back(std::optional<PageBuffer> slot) {
  if (slot) {
    pool_.give_back(std::move(*slot));
  }
}

bool ChunkCache::evict_one(Segment last) {
  const std::optional<ChunkKey> victim = order_.find_victim(
      last,
      [this](const ChunkKey& key) { return chunks_.at(key).n_pins == 0; });
  if (!victim) {
    return false;
  }
  CachedChunk& chunk = chunks_.at(*victim);
  if (chunk.is_ahead) {
    ahead_bytes_ -= chunk.bytes.size();
    ++counters_.prefetch.wasted;
  }
  evictable_bytes_ -= chunk.bytes.size();
  pool_.give_back(std::move(chunk.bytes));
  order_.erase(*victim);
  chunks_.erase(*victim);
  ++counters_.evictions;
  return true;
}

void ChunkCache::give_back_if_idle() {
  if (Clock::now() - last_use_ >= options_.idle_timeout) {
    while (evict_one(Segment::kProtected)) {
    }
    pool_.trim();
  }
}

void ChunkCache::end(ChunkLoad& load, std::exception_ptr error) {
  Waiters waiters;
  CachedChunk* chunk = nullptr;
  {
    const MutexLock lock(mutex_);
    waiters = take_waiters(load.key_);
    --(load.is_prefetch_ ? n_running_prefetch_ : n_running_demand_);
    if (!error) {
      try {
        chunk = &insert(load, waiters);
      } catch (...) {
        error = std::current_exception();
      }
    }
    if (error) {
      ++counters_.failures;
    }
    release(load);
  }
  changed_.notify_all();
  for (const Waiter& waiter : waiters) {
    waiter.tell(chunk == nullptr ? ChunkPin() : ChunkPin(*this, *chunk), error);
  }
}

// Whatever memory the load still has.
void ChunkCache::release(ChunkLoad& load) {
  if (load.is_prefetch_ && load.chunk_.size() != 0) {
    ahead_bytes_ -= load.chunk_.size();
  }
  for (PageBuffer* const slot : {&load.chunk_, &load.workspace_}) {
    if (slot->size() != 0) {
      pool_.give_back(std::move(*slot));
    }
  }
}

CachedChunk& ChunkCache::insert(ChunkLoad& load, const Waiters& waiters) {
  const auto [at, is_new] = chunks_.try_emplace(load.key_);
  assert(is_new);
  CachedChunk& chunk = at->second;
  try {
    order_.insert(load.key_, load.size_.chunk);
  } catch (...) {
    chunks_.erase(at);
    throw;
  }
  chunk.key = load.key_;
  chunk.bytes = std::move(load.chunk_);
  chunk.is_ahead = load.is_prefetch_;
  evictable_bytes_ += chunk.bytes.size();
  pin(chunk, waiters.size());
  for (const Waiter& waiter : waiters) {
    note_use(chunk, waiter.access);
  }
  return chunk;
}

void ChunkCache::note_use(CachedChunk& chunk, const ChunkAccess& access) {
  if (std::exchange(chunk.is_ahead, false)) {
    ahead_bytes_ -= chunk.bytes.size();
    ++counters_.prefetch.used;
  }
  order_.touch(chunk.key, access);
}

ChunkCache::Waiters ChunkCache::take_waiters(const ChunkKey& key) {
  const auto at = in_flight_.find(key);
  if (at == in_flight_.end()) {
    return {};
  }
  Waiters waiters = std::move(at->second);
  in_flight_.erase(at);
  return waiters;
}

void ChunkCache::pin(CachedChunk& chunk, std::size_t n_pins) {
  if (chunk.n_pins == 0 && n_pins != 0) {
    evictable_bytes_ -= chunk.bytes.size();
  }
  chunk.n_pins += n_pins;
}

void ChunkCache::unpin(CachedChunk& chunk) {
  bool is_awaited = false;
  {
    const MutexLock lock(mutex_);
    --chunk.n_pins;
    if (chunk.n_pins == 0) {
      evictable_bytes_ += chunk.bytes.size();
      is_awaited = queue_.next_demand() != nullptr;
    }
  }
  if (is_awaited) {
    changed_.notify_all();
  }
}

void ChunkCache::stop() {
  std::vector<Waiters> dropped;
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    while (queue_.next_demand() != nullptr) {
      dropped.push_back(take_waiters(queue_.take_demand()->key()));
    }
    while (queue_.next_prefetch() != nullptr) {
      take_waiters(queue_.take_prefetch()->key());
    }
  }
  changed_.notify_all();
  for (const Waiters& waiters : dropped) {
    for (const Waiter& waiter : waiters) {
      waiter.tell({}, abandoned());
    }
  }
}

CacheCounters ChunkCache::counters() const {
  const MutexLock lock(mutex_);
  CacheCounters counters = counters_;
  counters.bytes = pool_.size();
  counters.capacity = pool_.capacity();
  return counters;
}

}  // namespace mtscomp
