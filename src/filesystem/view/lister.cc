// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/lister.h"

namespace mtscomp {

std::uint64_t shown_inode(std::uint64_t device, std::uint64_t inode) {
  return make_inode({device, inode});
}

Lister::Lister(std::uint64_t device, const std::vector<SourceEntry>& entries)
    : device_(device) {
  for (const SourceEntry& entry : entries) {
    entries_.emplace(entry.name, &entry);
  }
}

void Lister::add_pair(const PairNames& pair, const FoundPair& found) {
  if (found.data->real.empty()) {
    view_.push_back({found.data->shown, found.node->inode, S_IFREG});
  }
  for (const PairNames::Alias& alias : pair.aliases(*found.data)) {
    add_entry(alias.shown, *entries_.at(alias.file));
  }
  members_.insert({found.data->cbin, pair.ch, pair.meta});
}

void Lister::add_passing(const SourceEntry& entry) {
  if (!members_.contains(entry.name)) {
    add_entry(entry.name, entry);
  }
}

void Lister::add_entry(const std::string& name, const SourceEntry& entry) {
  view_.push_back({name, shown_inode(device_, entry.inode), entry.type});
}

}  // namespace mtscomp
