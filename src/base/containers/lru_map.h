// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A map that can evict its least recently used entries.  Every entry has a
// cost.  shrink() limits the total cost of the entries.  Not thread-safe:
// callers must hold the mutex that protects this object.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mtscomp {

template <typename Key, typename Value, typename Hash = std::hash<Key>>
class LruMap {
 public:
  explicit LruMap(std::size_t capacity) : capacity_(capacity) {}

  std::size_t size() const { return entries_.size(); }
  std::size_t cost() const { return cost_; }
  std::size_t capacity() const { return capacity_; }

  // Returns the value, or nullptr if the key is not present.  The entry becomes
  // the most recently used entry.  The pointer is valid until a function that
  // is not const is called.
  Value* find(const Key& key) {
    const auto at = index_.find(key);
    if (at == index_.end()) {
      return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, at->second);
    return &at->second->value;
  }

  // Inserts or replaces an entry.  Evicts no entry, even if the total cost then
  // exceeds the capacity.
  void insert(const Key& key, Value value, std::size_t cost) {
    erase(key);
    entries_.push_front({key, std::move(value), cost});
    index_.emplace(key, entries_.begin());
    cost_ += cost;
  }

  void erase(const Key& key) {
    const auto at = index_.find(key);
    if (at != index_.end()) {
      cost_ -= at->second->cost;
      entries_.erase(at->second);
      index_.erase(at);
    }
  }

  // Evicts the least recently used entries until cost() + reserve is at most
  // the capacity, or until the map is empty.  Returns the values of the evicted
  // entries, so the owner can destroy them after unlocking.
  std::vector<Value> shrink(std::size_t reserve = 0) {
    std::vector<Value> evicted;
    while (!entries_.empty() && cost_ + reserve > capacity_) {
      cost_ -= entries_.back().cost;
      index_.erase(entries_.back().key);
      evicted.push_back(std::move(entries_.back().value));
      entries_.pop_back();
    }
    return evicted;
  }

 private:
  struct Entry {
    Key key;
    Value value;
    std::size_t cost;
  };

  std::list<Entry> entries_;  // Most recently used first.
  std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
  std::size_t cost_ = 0;
  std::size_t capacity_;
};

}  // namespace mtscomp
