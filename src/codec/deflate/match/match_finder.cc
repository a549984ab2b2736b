// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_finder.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "codec/zlib/load_little_endian.h"

namespace mtscomp {
namespace {

// Small enough: indexes and entries stay in the first-level cache.
constexpr std::size_t kStepValues = 2048;
// Number of steps in a period; each step ages one share of the entries.
constexpr std::size_t kAgedShare = kAgingPeriod / kStepValues;
static_assert(kUnitValues % kStepValues == 0);

// Maximum number of values that are compared for a match.
constexpr std::size_t kComparedValues = kLongestChoice;

// Found by trial on recordings and on large values; `bench_encode` shows the
// effect of bad factors.
constexpr std::array<HashFactors, kMaxTables> kFactors = {{
    {0x9E3779B1U, 0xFFE6CC61U},
    {0xA0F83E89U, 0x860F956BU, 0x94704029U},
    {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U},
    {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U, 0x2545F491U,
     0x6C8E9CF5U},
    {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U, 0x2545F491U,
     0x6C8E9CF5U, 0xD1B54A33U, 0x8CB92BA7U},
}};

constexpr std::size_t round_up(std::size_t n, std::size_t step) {
  return (n + step - 1) / step * step;
}

// Stores the new entries in the table, and returns the old ones in `indexes`.
void exchange(std::span<const std::uint32_t> entries,
              std::span<std::uint32_t> table, std::uint32_t* indexes) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::uint32_t& place = table[indexes[i]];
    indexes[i] = place;
    place = entries[i];
  }
}

}  // namespace

MatchFinder::MatchFinder(const LevelSettings& settings,
                         const MatchKernels& kernels)
    : kernels_(kernels),
      max_index_bits_(settings.n_index_bits),
      n_index_bits_(settings.n_index_bits),
      found_(kStepValues),
      entries_(kStepValues) {
  const std::size_t n_padded = settings.block_values + kPadding;
  block_.values.resize(n_padded);
  for (std::vector<std::uint16_t>& distances : block_.distances) {
    distances.resize(n_padded);
  }
}

// A small input gets small tables: clearing large ones would take longer than
// deflating the input.
void MatchFinder::reset(std::size_t n_values) {
  constexpr unsigned kFewestIndexBits = 10;
  const auto enough = static_cast<unsigned>(std::bit_width(n_values)) + 2;
  n_index_bits_ = std::clamp(enough, kFewestIndexBits, max_index_bits_);
  block_.n_tables = 0;
}

void MatchFinder::use_tables(std::size_t n_tables) {
  const auto position = static_cast<std::uint32_t>(block_.first);
  for (std::size_t t = block_.n_tables; t < n_tables; ++t) {
    tables_[t].assign(std::size_t{1} << n_index_bits_,
                      make_entry(0, position - kAgedDistance));
  }
  block_.n_tables = n_tables;
}

const BlockMatches& MatchFinder::find(std::span<const std::byte> input,
                                      std::size_t first, std::size_t n_values,
                                      std::size_t n_tables) {
  assert(n_values + kPadding <= block_.values.size());
  assert(first % kStepValues == 0);
  block_.first = first;
  block_.n_values = n_values;
  use_tables(n_tables);
  copy_values(input);
  for (std::size_t begin = 0; begin < n_values; begin += kStepValues) {
    find_step(begin, std::min(kStepValues, n_values - begin));
  }
  const std::size_t n_left = input.size() / 2 - first;
  block_.n_matchable =
      std::min(n_values, n_left - std::min(n_left, kComparedValues - 1));
  for (std::size_t t = 0; t < block_.n_tables; ++t) {
    const auto distances = block_.distances[t].begin();
    std::fill(distances + static_cast<std::ptrdiff_t>(block_.n_matchable),
              distances + static_cast<std::ptrdiff_t>(n_values + kPadding),
              std::uint16_t{0});
  }
  return block_;
}

// Also copies the values after the block, if there are any: a match may extend
// past the block's end.
void MatchFinder::copy_values(std::span<const std::byte> input) {
  const std::size_t n_wanted = block_.n_values + kPadding;
  const std::size_t n = std::min(n_wanted, input.size() / 2 - block_.first);
  const std::byte* const at = input.data() + 2 * block_.first;
  for (std::size_t i = 0; i < n; ++i) {
    block_.values[i] = load_little_endian<std::uint16_t>(at + 2 * i);
  }
  std::fill(block_.values.begin() + static_cast<std::ptrdiff_t>(n),
            block_.values.begin() + static_cast<std::ptrdiff_t>(n_wanted),
            std::uint16_t{0});
}

void MatchFinder::find_step(std::size_t begin, std::size_t n) {
  const std::size_t n_rounded = round_up(n, kStep);
  const std::size_t position = block_.first + begin;
  const std::size_t share = (position / kStepValues) % kAgedShare;
  for (std::size_t t = 0; t < block_.n_tables; ++t) {
    const std::span<std::uint32_t> table = tables_[t];
    const std::size_t n_aged = table.size() / kAgedShare;
    const auto position32 = static_cast<std::uint32_t>(position);
    kernels_.age(&table[share * n_aged], n_aged, position32);
    kernels_.hash(kFactors[t], n_index_bits_, &block_.values[begin], n_rounded,
                  position32, found_.data(), entries_.data());
    exchange(std::span(entries_).first(n_rounded), table, found_.data());
    kernels_.accept(entries_.data(), found_.data(), n_rounded,
                    &block_.distances[t][begin]);
  }
}

}  // namespace mtscomp
