// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "cache/eviction_order.h"

namespace mtscomp {

void EvictionOrder::insert(const ChunkKey& key, std::size_t size) {
  Keys place = {key};  // First: if it throws, nothing changed.
  entries_[key] = {.size = size, .place = place.begin()};
  Keys& probation = keys(Segment::kProbation);
  probation.splice(probation.end(), place);
}

void EvictionOrder::touch(const ChunkKey& key, const ChunkAccess& access) {
  Entry& entry = entries_.at(key);
  const bool is_revisit = access.is_new_visit && entry.n_read > 0;
  entry.n_read += access.size;
  if (is_revisit || entry.segment == Segment::kProtected) {
    move(entry, Segment::kProtected);
    bound_protected();
  } else if (entry.n_read >= entry.size) {
    move(entry, Segment::kConsumed);
  } else {
    move(entry, Segment::kProbation);
  }
}

void EvictionOrder::mark_consumed(const ChunkKey& key) {
  Entry& entry = entries_.at(key);
  if (entry.segment == Segment::kProbation) {
    move(entry, Segment::kConsumed);
  }
}

void EvictionOrder::erase(const ChunkKey& key) {
  const auto at = entries_.find(key);
  if (at->second.segment == Segment::kProtected) {
    n_protected_ -= at->second.size;
  }
  keys(at->second.segment).erase(at->second.place);
  entries_.erase(at);
}

EvictionOrder::Segment EvictionOrder::segment(const ChunkKey& key) const {
  return entries_.at(key).segment;
}

// Moves the entry to the end of the segment, evicted last; a consumed chunk to
// the front, evicted first.
void EvictionOrder::move(Entry& entry, Segment segment) {
  Keys& to = keys(segment);
  const auto where = segment == Segment::kConsumed ? to.begin() : to.end();
  to.splice(where, keys(entry.segment), entry.place);
  n_protected_ -= entry.segment == Segment::kProtected ? entry.size : 0;
  n_protected_ += segment == Segment::kProtected ? entry.size : 0;
  entry.segment = segment;
}

void EvictionOrder::bound_protected() {
  const Keys& oldest_first = keys(Segment::kProtected);
  while (n_protected_ > protected_bytes_ && oldest_first.size() > 1) {
    move(entries_.at(oldest_first.front()), Segment::kProbation);
  }
}

}  // namespace mtscomp
