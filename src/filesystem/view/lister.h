// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes the listing of one directory.  Pairs are listed as recordings, and all
// other files unchanged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "filesystem/view/pair_finder.h"
#include "source/source_directory.h"

namespace mtscomp {

// Returns the inode number that the view shows for a file other than a
// recording.  This number is a hash of the file's device and inode number,
// because the file's own inode number could equal the hash of a recording.
std::uint64_t shown_inode(std::uint64_t device, std::uint64_t inode);

class Lister {
 public:
  // `device` is the device number of the directory.
  // Requires: `entries` must outlive this object.
  Lister(std::uint64_t device, const std::vector<SourceEntry>& entries);

  // Adds the recording to the listing.  Also adds the files of the pair that
  // the view shows in addition to the recording.
  void add_pair(const PairNames& pair, const FoundPair& found);
  // Adds a file unchanged, unless the file belongs to an added pair.
  void add_passing(const SourceEntry& entry);

  // Returns the listing.
  std::vector<ViewEntry> take() { return std::move(view_); }

 private:
  void add_entry(const std::string& name, const SourceEntry& entry);

  std::uint64_t device_;
  std::unordered_map<std::string_view, const SourceEntry*> entries_;
  std::unordered_set<std::string> members_;
  std::vector<ViewEntry> view_;
};

}  // namespace mtscomp
