// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/cache/cached_listing.h"

#include <algorithm>
#include <utility>

namespace mtscomp {

const RemoteEntry* CachedListing::find(std::string_view name) const {
  const auto at =
      std::lower_bound(entries().begin(), entries().end(), name,
                       [](const RemoteEntry& entry, std::string_view wanted) {
                         return entry.name < wanted;
                       });
  return at == entries().end() || at->name != name ? nullptr : &*at;
}

std::optional<LearnedFact> CachedListing::learned(
    const std::string& name) const {
  const MutexLock lock(mutex_);
  const auto at = facts_.find(name);
  return at == facts_.end() ? std::nullopt : std::optional(at->second);
}

void CachedListing::learn(const std::string& name, LearnedFact fact) {
  const MutexLock lock(mutex_);
  facts_.insert_or_assign(name, std::move(fact));
}

}  // namespace mtscomp
