// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The listing of a directory on a server, and facts about its files from later
// answers: versions and sizes that HTML listings lack, and files that are gone.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mtscomp/base/mutex.h"
#include "source/http/listing/remote_listing.h"
#include "source/http/transfer/remote_version.h"

namespace mtscomp {

// The content of an answer about one file.
struct LearnedFact {
  bool is_gone = false;  // The file does not exist.
  RemoteVersion version = {};

  bool operator==(const LearnedFact&) const = default;
};

class CachedListing {
 public:
  explicit CachedListing(RemoteListing listing)
      : listing_(std::move(listing)) {}

  const RemoteListing& listing() const { return listing_; }
  const std::vector<RemoteEntry>& entries() const { return listing_.entries; }

  // Returns the entry, or null if the listing does not have the name.
  const RemoteEntry* find(std::string_view name) const;

  std::optional<LearnedFact> learned(const std::string& name) const;
  // Replaces an older fact about the same file.
  void learn(const std::string& name, LearnedFact fact);

 private:
  const RemoteListing listing_;
  mutable Mutex mutex_;
  std::unordered_map<std::string, LearnedFact> facts_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
