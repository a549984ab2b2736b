// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/chunk_store.h"

#include <algorithm>
#include <new>
#include <utility>

namespace mtscomp {
namespace {

// These shares were chosen without a benchmark; no others were measured.
//
// Chunks that were read repeatedly may fill three quarters.  The last quarter
// keeps new chunks long enough for a second visit.
std::size_t protected_part(std::size_t capacity) {
  return capacity - capacity / 4;
}
// Prefetched chunks that are not read yet may fill one half.  After a wrong
// guess, the other half still holds chunks that readers requested.
std::size_t ahead_part(std::size_t capacity) { return capacity / 2; }
// Prefetches that are fetched, but not decoded yet, may fill one quarter.  With
// 8 MB for each, 16 of them fit into 512 MB.
std::size_t fetched_part(std::size_t capacity) { return capacity / 4; }

const char* evicted_from(EvictionOrder::Segment segment) {
  switch (segment) {
    case EvictionOrder::Segment::kConsumed:
      return "evicted: read completely, or the reader moved past it";
    case EvictionOrder::Segment::kProbation:
      return "evicted: least recently used";
    case EvictionOrder::Segment::kProtected:
      break;
  }
  return "evicted: read repeatedly, but least recently used";
}

}  // namespace

ChunkStore::ChunkStore(std::size_t capacity_bytes, CacheLog& log)
    : log_(log),
      pool_(capacity_bytes),
      order_(protected_part(capacity_bytes)) {}

CachedChunk* ChunkStore::find(const ChunkKey& key) {
  const auto at = chunks_.find(key);
  return at == chunks_.end() ? nullptr : &at->second;
}

void ChunkStore::touch(CachedChunk& chunk, const ChunkAccess& access) {
  end_ahead(chunk, counters_.ahead_used);
  order_.touch(chunk.key, access);
}

void ChunkStore::mark_consumed(const ChunkKey& key) {
  if (CachedChunk* const chunk = find(key)) {
    end_ahead(*chunk, counters_.ahead_wasted);
    order_.mark_consumed(key);
  }
}

void ChunkStore::end_ahead(CachedChunk& chunk, std::uint64_t& counter) {
  if (std::exchange(chunk.is_ahead, false)) {
    ahead_bytes_ -= chunk.bytes.cost();
    ++counter;
  }
}

void ChunkStore::pin(CachedChunk& chunk, std::size_t n_pins) {
  if (chunk.n_pins == 0 && n_pins != 0) {
    evictable_bytes_ -= chunk.bytes.cost();
  }
  chunk.n_pins += n_pins;
}

bool ChunkStore::unpin(CachedChunk& chunk) {
  --chunk.n_pins;
  if (chunk.n_pins == 0) {
    evictable_bytes_ += chunk.bytes.cost();
  }
  return chunk.n_pins == 0;
}

bool ChunkStore::reserve(ChunkLoad& load) {
  return reserve(load, Segment::kProtected);
}

bool ChunkStore::reserve_ahead(ChunkLoad& load) {
  const std::size_t cost = PageBuffer::cost_of(load.size_.chunk);
  const std::size_t most_ahead = ahead_part(capacity());
  if (ahead_bytes_ + cost > most_ahead) {
    evict_forgotten();
  }
  const std::size_t immovable = pool_.in_use() - evictable_bytes_;
  if (ahead_bytes_ + cost > most_ahead ||
      immovable + 2 * load.size_.fill_cost() > capacity() ||
      !reserve(load, Segment::kConsumed)) {
    return false;
  }
  ahead_bytes_ += cost;
  load.is_ahead_ = true;
  return true;
}

// Evicts a prefetched chunk whose reader no longer reads; it would block other
// prefetches.  "Forgotten" means: since it was inserted, twice as many chunks
// were inserted as the cache holds now.
void ChunkStore::evict_forgotten() {
  const auto forgotten =
      std::find_if(chunks_.begin(), chunks_.end(), [this](const auto& entry) {
        const CachedChunk& chunk = entry.second;
        return chunk.is_ahead && chunk.n_pins == 0 &&
               is_forgotten(chunk.n_before);
      });
  if (forgotten != chunks_.end()) {
    evict(ChunkKey(forgotten->first));
  }
}

bool ChunkStore::is_forgotten(std::uint64_t n_before) const {
  return n_inserted_ - n_before > 2 * chunks_.size();
}

bool ChunkStore::has_room_to_fetch(const LoadSize& size,
                                   std::size_t n_loads) const {
  return fetched_bytes_ + n_loads * size.fetch_cost() <=
         fetched_part(capacity());
}

bool ChunkStore::reserve_fetch(ChunkLoad& load) {
  const std::size_t cost = load.size_.fetch_cost();
  largest_fill_ = std::max(largest_fill_, load.size_.fill_cost());
  if (fetched_bytes_ != 0 &&
      fetched_bytes_ + cost + largest_fill_ > capacity()) {
    return false;
  }
  if (load.is_prefetch_ && !has_room_to_fetch(load.size_, 1)) {
    return false;
  }
  const Segment last =
      load.is_prefetch_ ? Segment::kConsumed : Segment::kProtected;
  do {
    load.fetched_ = pool_.take(load.size_.fetched);
  } while (!load.fetched_ && evict_one(last));
  if (!load.fetched_) {
    return false;
  }
  fetched_bytes_ += cost;
  load.n_before_ = n_inserted_;
  return true;
}

// Reusing a slot is cheap.  The kernel must clear the pages of a new slot,
// which takes as long as decoding a chunk.  A load needs slots of two sizes;
// while it takes one size, free slots of the other size are kept, until no
// other memory is left.
bool ChunkStore::reserve(ChunkLoad& load, Segment last) {
  const std::size_t immovable = pool_.in_use() - evictable_bytes_;
  if (load.size_.fill_cost() > capacity() - immovable) {
    return false;  // Checked before anything is evicted.
  }
  while (!try_take_or_evict(load, last)) {
    if (!evict_one(last)) {
      if (try_take(load, false)) {
        break;
      }
      take_back_fill(load);
      return false;
    }
  }
  return true;
}

// If the system is out of memory, cached chunks are evicted.
bool ChunkStore::try_take_or_evict(ChunkLoad& load, Segment last) {
  while (true) {
    try {
      return try_take(load, true);
    } catch (const std::bad_alloc&) {
      if (!evict_one(last)) {
        throw;
      }
    }
  }
}

// Returns whether the load has both its slots.
bool ChunkStore::try_take(ChunkLoad& load, bool may_spare) {
  const LoadSize& size = load.size_;
  if (!load.workspace_) {
    load.workspace_ = pool_.take(size.workspace, may_spare ? size.chunk : 0);
  }
  if (!load.chunk_) {
    load.chunk_ = pool_.take(size.chunk, may_spare ? size.workspace : 0);
  }
  return load.workspace_ && load.chunk_;
}

bool ChunkStore::evict_one(Segment last) {
  const std::optional<ChunkKey> victim = order_.find_victim(
      last,
      [this](const ChunkKey& key) { return chunks_.at(key).n_pins == 0; });
  if (victim) {
    evict(*victim);
  }
  return victim.has_value();
}

void ChunkStore::evict(const ChunkKey& key) {
  CachedChunk& chunk = chunks_.at(key);
  log_.note(key, chunk.is_ahead ? "evicted: prefetched, never read"
                                : evicted_from(order_.segment(key)));
  end_ahead(chunk, counters_.ahead_wasted);
  evictable_bytes_ -= chunk.bytes.cost();
  pool_.put_back(std::move(chunk.bytes));
  order_.erase(key);
  chunks_.erase(key);
  ++counters_.evictions;
}

CachedChunk& ChunkStore::insert(ChunkLoad& load) {
  const auto [at, is_new] = chunks_.try_emplace(load.key_);
  CachedChunk& chunk = at->second;
  if (!is_new) {
    return chunk;
  }
  try {
    order_.insert(load.key_, load.size_.chunk);
  } catch (...) {
    chunks_.erase(at);
    throw;
  }
  chunk.key = load.key_;
  chunk.bytes = std::move(*load.chunk_);
  load.chunk_.reset();
  chunk.is_ahead = std::exchange(load.is_ahead_, false);
  chunk.n_before = n_inserted_++;
  evictable_bytes_ += chunk.bytes.cost();
  return chunk;
}

void ChunkStore::take_back(ChunkLoad& load) noexcept {
  take_back_fill(load);
  if (load.fetched_) {
    fetched_bytes_ -= load.size_.fetch_cost();
    pool_.put_back(std::move(*load.fetched_));
    load.fetched_.reset();
  }
}

void ChunkStore::take_back_fill(ChunkLoad& load) noexcept {
  if (std::exchange(load.is_ahead_, false)) {
    ahead_bytes_ -= PageBuffer::cost_of(load.size_.chunk);
  }
  for (std::optional<PageBuffer>* const slot :
       {&load.chunk_, &load.workspace_}) {
    if (*slot) {
      pool_.put_back(std::move(**slot));
      slot->reset();
    }
  }
}

void ChunkStore::evict_all() {
  while (evict_one(Segment::kProtected)) {
  }
  pool_.release_free_slots();
}

}  // namespace mtscomp
