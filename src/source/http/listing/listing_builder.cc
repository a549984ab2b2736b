// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/listing_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/remote_name.h"

namespace mtscomp {

void ListingBuilder::add(RemoteEntry entry) {
  const std::string_view problem = problem_of_name(entry.name);
  if (!problem.empty()) {
    refuse(entry.name, problem);
    return;
  }
  count();
  listing_.entries.push_back(std::move(entry));
}

void ListingBuilder::count() {
  if (n_names() == kMaxListedNames) {
    throw UnsupportedError(
        fmt::format("{}: the listing has more than {} names; use a directory "
                    "below it",
                    name_, kMaxListedNames));
  }
}

void ListingBuilder::refuse(std::string_view name, std::string_view problem) {
  constexpr std::size_t kShown = 60;
  count();
  if (listing_.n_refused++ == 0) {
    listing_.first_refused =
        fmt::format("\"{}\"{}: {}", escape_control(name.substr(0, kShown)),
                    name.size() > kShown ? "..." : "", problem);
  }
}

RemoteListing ListingBuilder::finish() {
  std::vector<RemoteEntry>& entries = listing_.entries;
  // The sort is stable, so the first of equal entries stays.
  std::stable_sort(
      entries.begin(), entries.end(),
      [](const RemoteEntry& a, const RemoteEntry& b) {
        return std::pair(std::string_view(a.name), !a.is_directory) <
               std::pair(std::string_view(b.name), !b.is_directory);
      });
  entries.erase(std::unique(entries.begin(), entries.end(),
                            [](const RemoteEntry& a, const RemoteEntry& b) {
                              return a.name == b.name;
                            }),
                entries.end());
  return std::move(listing_);
}

}  // namespace mtscomp
