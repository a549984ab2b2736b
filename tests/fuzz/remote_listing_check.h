// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Requirements that every listing of a server must fulfil.
#pragma once

#include <algorithm>

#include "fuzz/fuzz_input.h"
#include "source/http/listing/remote_listing.h"
#include "source/http/listing/remote_name.h"

namespace mtscomp {

inline void require_right(const RemoteListing& listing) {
  const std::vector<RemoteEntry>& entries = listing.entries;
  for (const RemoteEntry& entry : entries) {
    require(problem_of_name(entry.name).empty(), "a name that is no name");
    require(!entry.is_directory || !entry.size, "a directory with a size");
  }
  require(std::adjacent_find(entries.begin(), entries.end(),
                             [](const RemoteEntry& a, const RemoteEntry& b) {
                               return a.name >= b.name;
                             }) == entries.end(),
          "names out of order");
  require((listing.n_refused == 0) == listing.first_refused.empty(),
          "a refused name without a reason");
  for (const char c : listing.first_refused) {
    require(static_cast<unsigned char>(c) >= ' ', "a control character");
  }
}

}  // namespace mtscomp
