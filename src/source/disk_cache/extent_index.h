// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The extents that are in the disk cache, in the order of their last use.
//
// A cache can contain 10^6 small files, so the index keeps only 36 bytes for
// each, and 4 to 8 bytes in the hash table.  Not thread-safe: callers must hold
// the mutex that protects this object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "source/disk_cache/files/extent_key.h"

namespace mtscomp {

class ExtentIndex {
 public:
  struct Entry {
    ExtentName name;
    // Bytes of the file on the disk, a multiple of 512 below 2 TiB.
    std::uint64_t bytes = 0;
  };

  std::size_t size() const { return n_entries_; }
  // Returns the sum of all Entry::bytes.
  std::uint64_t bytes() const { return bytes_; }
  bool contains(const ExtentName& name) const { return find(name) != kNone; }

  // Adds an entry that was used later, or earlier, than all others.
  // Requires: the name must not be present.
  // Throws: std::bad_alloc; the index is then unchanged.
  void insert_newest(const Entry& entry);
  void insert_oldest(const Entry& entry);

  // Makes the entry the newest one.  Returns false if the name is not present.
  bool touch(const ExtentName& name);

  std::optional<Entry> erase(const ExtentName& name);
  std::optional<Entry> take_oldest();

  // A number that identifies the version of the file whose checksum was
  // verified, or 0 if it was not verified.
  std::uint32_t verified(const ExtentName& name) const;
  void set_verified(const ExtentName& name, std::uint32_t verified);

 private:
  // Slots refer to each other by numbers of 4 bytes.
  using SlotNumber = std::uint32_t;
  static constexpr SlotNumber kNone = ~SlotNumber{0};

  struct Slot {
    ExtentName name;
    std::uint32_t n_sectors = 0;  // Of 512 bytes.
    std::uint32_t verified = 0;
    SlotNumber newer = kNone;
    SlotNumber older = kNone;
    SlotNumber next = kNone;  // In the bucket, or in the list of free slots.
  };

  std::size_t bucket_of(const ExtentName& name) const;
  SlotNumber find(const ExtentName& name) const;
  SlotNumber add(const Entry& entry);
  void grow();
  void link_newest(SlotNumber number);
  void unlink(SlotNumber number);
  Entry take(SlotNumber number);

  std::vector<Slot> slots_;
  std::vector<SlotNumber> buckets_;  // First slot of each; a power of two.
  SlotNumber free_ = kNone;
  SlotNumber newest_ = kNone;
  SlotNumber oldest_ = kNone;
  std::size_t n_entries_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace mtscomp
