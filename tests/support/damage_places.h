// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The meaning of each byte of a pair, and the outcomes of damage to it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mtscomp/format/header.h"

namespace mtscomp {

enum class Place : std::uint8_t {
  kKeyName,
  kChunkOrder,
  kDtype,
  kDifferences,  // do_time_diff, do_spatial_diff
  kChannels,
  kBounds,
  kOffsets,
  kSha1,
  kOtherValue,
  kSyntax,  // Punctuation and blanks.
  kZlibHeader,
  kBlockData,
  kChecksum,
  kTail,  // The end of the file.
};

std::string_view place_name(Place place);

// One place for each byte.  Requires: mtscomp wrote the text.
std::vector<Place> places_of_header(std::string_view text);
std::vector<Place> places_of_cbin(const Header& header);

// Counts the outcomes of damage by place and kind of change.
class DamageTally {
 public:
  void add(Place place, std::string_view change, std::string_view outcome) {
    ++counts_[{place, std::string(change)}][std::string(outcome)];
  }
  std::uint64_t total(std::string_view outcome) const;
  // One line for each place and change.
  std::string table() const;

 private:
  std::map<std::pair<Place, std::string>, std::map<std::string, std::uint64_t>>
      counts_;
};

}  // namespace mtscomp
