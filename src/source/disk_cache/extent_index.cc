// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/extent_index.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace mtscomp {
namespace {

constexpr std::uint64_t kSector = 512;

}  // namespace

// Names are hashes, so their first bytes are evenly distributed.
std::size_t ExtentIndex::bucket_of(const ExtentName& name) const {
  std::uint64_t hash = 0;
  std::memcpy(&hash, name.bytes.data(), sizeof(hash));
  return hash & (buckets_.size() - 1);
}

ExtentIndex::SlotNumber ExtentIndex::find(const ExtentName& name) const {
  SlotNumber number = buckets_.empty() ? kNone : buckets_[bucket_of(name)];
  while (number != kNone && slots_[number].name != name) {
    number = slots_[number].next;
  }
  return number;
}

void ExtentIndex::grow() {
  constexpr std::size_t kLeastBuckets = 64;
  std::vector<SlotNumber> buckets(std::max(2 * buckets_.size(), kLeastBuckets),
                                  kNone);
  buckets_.swap(buckets);
  for (SlotNumber number = newest_; number != kNone;
       number = slots_[number].older) {
    SlotNumber& first = buckets_[bucket_of(slots_[number].name)];
    slots_[number].next = first;
    first = number;
  }
}

// Adds a slot to the hash table, but not to the order of use.
ExtentIndex::SlotNumber ExtentIndex::add(const Entry& entry) {
  assert(!contains(entry.name));
  if (n_entries_ == buckets_.size()) {
    grow();
  }
  if (free_ == kNone) {
    slots_.emplace_back();
    free_ = static_cast<SlotNumber>(slots_.size() - 1);
  }
  const SlotNumber number = free_;
  free_ = slots_[number].next;
  SlotNumber& first = buckets_[bucket_of(entry.name)];
  slots_[number] = {
      .name = entry.name,
      .n_sectors = static_cast<std::uint32_t>(entry.bytes / kSector),
      .next = first};
  first = number;
  ++n_entries_;
  bytes_ += entry.bytes / kSector * kSector;
  return number;
}

void ExtentIndex::link_newest(SlotNumber number) {
  slots_[number].newer = kNone;
  slots_[number].older = newest_;
  (newest_ == kNone ? oldest_ : slots_[newest_].newer) = number;
  newest_ = number;
}

// Removes a slot from the order of use.
void ExtentIndex::unlink(SlotNumber number) {
  const Slot& slot = slots_[number];
  (slot.newer == kNone ? newest_ : slots_[slot.newer].older) = slot.older;
  (slot.older == kNone ? oldest_ : slots_[slot.older].newer) = slot.newer;
}

void ExtentIndex::insert_newest(const Entry& entry) { link_newest(add(entry)); }

void ExtentIndex::insert_oldest(const Entry& entry) {
  const SlotNumber number = add(entry);
  slots_[number].newer = oldest_;
  (oldest_ == kNone ? newest_ : slots_[oldest_].older) = number;
  oldest_ = number;
}

bool ExtentIndex::touch(const ExtentName& name) {
  const SlotNumber number = find(name);
  if (number == kNone) {
    return false;
  }
  unlink(number);
  link_newest(number);
  return true;
}

ExtentIndex::Entry ExtentIndex::take(SlotNumber number) {
  Slot& slot = slots_[number];
  SlotNumber* link = &buckets_[bucket_of(slot.name)];
  while (*link != number) {
    link = &slots_[*link].next;
  }
  *link = slot.next;
  unlink(number);
  slot.next = free_;
  free_ = number;
  --n_entries_;
  bytes_ -= slot.n_sectors * kSector;
  return {slot.name, slot.n_sectors * kSector};
}

std::optional<ExtentIndex::Entry> ExtentIndex::erase(const ExtentName& name) {
  const SlotNumber number = find(name);
  return number == kNone ? std::nullopt : std::optional(take(number));
}

std::optional<ExtentIndex::Entry> ExtentIndex::take_oldest() {
  return oldest_ == kNone ? std::nullopt : std::optional(take(oldest_));
}

std::uint32_t ExtentIndex::verified(const ExtentName& name) const {
  const SlotNumber number = find(name);
  return number == kNone ? 0 : slots_[number].verified;
}

void ExtentIndex::set_verified(const ExtentName& name, std::uint32_t verified) {
  const SlotNumber number = find(name);
  if (number != kNone) {
    slots_[number].verified = verified;
  }
}

}  // namespace mtscomp
