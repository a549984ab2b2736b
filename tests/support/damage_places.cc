// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/damage_places.h"

#include <fmt/format.h>

#include <stdexcept>

namespace mtscomp {
namespace {

Place place_of_value(std::string_view key) {
  if (key == "chunk_order") {
    return Place::kChunkOrder;
  }
  if (key == "dtype") {
    return Place::kDtype;
  }
  if (key == "do_time_diff" || key == "do_spatial_diff") {
    return Place::kDifferences;
  }
  if (key == "n_channels") {
    return Place::kChannels;
  }
  if (key == "chunk_bounds") {
    return Place::kBounds;
  }
  if (key == "chunk_offsets") {
    return Place::kOffsets;
  }
  return key.starts_with("sha1_") ? Place::kSha1 : Place::kOtherValue;
}

}  // namespace

std::string_view place_name(Place place) {
  switch (place) {
    case Place::kKeyName:
      return "header: key names";
    case Place::kChunkOrder:
      return "header: chunk_order";
    case Place::kDtype:
      return "header: dtype";
    case Place::kDifferences:
      return "header: do_*_diff";
    case Place::kChannels:
      return "header: n_channels";
    case Place::kBounds:
      return "header: chunk_bounds";
    case Place::kOffsets:
      return "header: chunk_offsets";
    case Place::kSha1:
      return "header: sha1_*";
    case Place::kOtherValue:
      return "header: other values";
    case Place::kSyntax:
      return "header: syntax";
    case Place::kZlibHeader:
      return "chunk: zlib header";
    case Place::kBlockData:
      return "chunk: block data";
    case Place::kChecksum:
      return "chunk: checksum";
    case Place::kTail:
      return "end of the file";
  }
  throw std::invalid_argument("place");
}

// mtscomp writes each key and each entry of an array on a separate line.
std::vector<Place> places_of_header(std::string_view text) {
  std::vector<Place> places(text.size(), Place::kSyntax);
  std::string_view key;
  std::size_t line = 0;
  while (line < text.size()) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    std::size_t value = line;
    const std::size_t colon = text.find("\": ", line);
    if (colon < end) {
      const std::size_t quote = text.find('"', line);
      key = text.substr(quote + 1, colon - quote - 1);
      std::fill(places.begin() + static_cast<std::ptrdiff_t>(quote),
                places.begin() + static_cast<std::ptrdiff_t>(colon + 1),
                Place::kKeyName);
      value = colon + 2;
    }
    for (std::size_t i = value; i < end; ++i) {
      if (std::string_view(" ,[]{}").find(text[i]) == std::string_view::npos) {
        places[i] = place_of_value(key);
      }
    }
    line = end + 1;
  }
  return places;
}

std::vector<Place> places_of_cbin(const Header& header) {
  constexpr std::size_t kZlibHeaderSize = 2;
  constexpr std::size_t kChecksumSize = 4;
  std::vector<Place> places(header.cbin_size(), Place::kBlockData);
  for (std::size_t i = 0; i < header.n_chunks(); ++i) {
    for (std::size_t j = 0; j < kZlibHeaderSize; ++j) {
      places[header.chunk_offsets[i] + j] = Place::kZlibHeader;
    }
    for (std::size_t j = 1; j <= kChecksumSize; ++j) {
      places[header.chunk_offsets[i + 1] - j] = Place::kChecksum;
    }
  }
  return places;
}

std::uint64_t DamageTally::total(std::string_view outcome) const {
  std::uint64_t sum = 0;
  for (const auto& [what, outcomes] : counts_) {
    const auto found = outcomes.find(std::string(outcome));
    sum += found == outcomes.end() ? 0 : found->second;
  }
  return sum;
}

std::string DamageTally::table() const {
  std::string text;
  for (const auto& [what, outcomes] : counts_) {
    text += fmt::format("  {:22} {:11}", place_name(what.first), what.second);
    for (const auto& [outcome, count] : outcomes) {
      text += fmt::format("  {} {}", count, outcome);
    }
    text += '\n';
  }
  return text;
}

}  // namespace mtscomp
