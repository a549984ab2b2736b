// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/chunk_store.h"

#include <algorithm>
#include <new>
#include <utility>

namespace mtscomp {
namespace {

// No benchmark chose these shares; other ones were not measured.
//
// Chunks that readers return to may fill three quarters. The last quarter keeps
// new chunks long enough for a second visit.
std::size_t protected_part(std::size_t capacity) {
  return capacity - capacity / 4;
}
// Chunks that are loaded ahead and not read yet may fill one half. A wrong
// guess then leaves the other half to chunks that readers asked for.
std::size_t ahead_part(std::size_t capacity) { return capacity / 2; }

const char* evicted_from(EvictionOrder::Segment segment) {
  switch (segment) {
    case EvictionOrder::Segment::kConsumed:
      return "evicted: read through, or passed by its reader";
    case EvictionOrder::Segment::kProbation:
      return "evicted: unused for longest";
    case EvictionOrder::Segment::kProtected:
      break;
  }
  return "evicted: visited repeatedly, but unused for longest";
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
      immovable + 2 * load.size_.total() > capacity() ||
      !reserve(load, Segment::kConsumed)) {
    return false;
  }
  ahead_bytes_ += cost;
  load.is_ahead_ = true;
  return true;
}

// What was loaded for a reader that went away would keep others from loading
// ahead: it goes once the rest of the cache has come and gone.
void ChunkStore::evict_forgotten() {
  const auto is_forgotten = [this](const auto& entry) {
    const CachedChunk& chunk = entry.second;
    return chunk.is_ahead && chunk.n_pins == 0 &&
           n_inserted_ - chunk.n_before > 2 * chunks_.size();
  };
  const auto forgotten =
      std::find_if(chunks_.begin(), chunks_.end(), is_forgotten);
  if (forgotten != chunks_.end()) {
    evict(ChunkKey(forgotten->first));
  }
}

// An evicted slot serves again, while a new one has to be cleared by the
// kernel, which takes as long as decoding does; so the free slots of the load's
// other size are spared, for the next load, until nothing else is left.
bool ChunkStore::reserve(ChunkLoad& load, Segment last) {
  const std::size_t immovable = pool_.in_use() - evictable_bytes_;
  if (load.size_.total() > capacity() - immovable) {
    return false;  // Before anything is evicted in vain.
  }
  while (!try_take_or_evict(load, last)) {
    if (!evict_one(last)) {
      if (try_take(load, false)) {
        break;
      }
      take_back(load);
      return false;
    }
  }
  return true;
}

// Where the system has no memory left, what is cached makes room.
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

// Whether the load has both its slots now.
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
  log_.note(key, chunk.is_ahead ? "evicted: loaded ahead, never read"
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
