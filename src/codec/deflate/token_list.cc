// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/token_list.h"

#include <algorithm>
#include <cstring>

#include "codec/zlib/load_little_endian.h"

namespace mtscomp {
namespace {

constexpr std::size_t kTokensAtEnd = 2;  // The odd byte, and the end.

// Whether the n values (1 to 8) at `here` and `there` are the same.  Reads
// max(n, 4) values of each.
bool are_same(const std::byte* here, const std::byte* there, unsigned n) {
  if (n > 4) [[unlikely]] {
    return std::memcmp(here, there, std::size_t{2} * n) == 0;
  }
  const std::uint64_t difference = load_little_endian<std::uint64_t>(here) ^
                                   load_little_endian<std::uint64_t>(there);
  return difference << (64 - 16 * n) == 0;
}

// For each choice: the values (literals), or the distances of matches.
using Rows = std::array<const std::uint16_t*, kChoices>;

Rows make_rows(const BlockMatches& block) {
  Rows rows = {block.values.data()};
  for (std::size_t choice = 1; choice < kChoices; ++choice) {
    // Without a table of 4 values, the distances of 3 values are used.
    const std::size_t table = std::min(choice, block.n_tables) - 1;
    rows[choice] = block.distances[table].data();
  }
  return rows;
}

// Without a branch, which would be unpredictable.
Token make_value_token(std::uint32_t value, std::uint32_t distance,
                       std::uint32_t length) {
  const bool is_match = distance != 0;
  const std::uint32_t slot = distance_slot(is_match ? distance : 1);
  const std::uint32_t first = is_match ? kMatchPart + length : value & 0xffU;
  const std::uint32_t second = is_match ? kMatchPart + slot : value >> 8U;
  return make_token(first, second,
                    is_match ? distance_extra(distance, slot) : 0);
}

// Lengthens the last match, if the sum is not too long for one match.
bool merge(std::uint32_t length, Token& last, TokenCounts& counts) {
  const std::uint32_t last_length = last.first() - kMatchPart;
  if (last_length + length > kMaxMatchValues) {
    return false;
  }
  --counts.first[last.first()];
  last.bits += length;
  ++counts.first[last.first()];
  return true;
}

}  // namespace

TokenList::TokenList(std::size_t max_values)
    : tokens_(max_values + kTokensAtEnd) {}

void TokenList::clear(std::size_t position) {
  n_tokens_ = 0;
  position_ = position;
  last_distance_ = 0;
  counts_ = {};
}

void TokenList::append(std::span<const std::byte> input,
                       const BlockMatches& block, std::size_t begin,
                       std::size_t end, const std::uint8_t* choices) {
  const Rows rows = make_rows(block);
  const std::byte* const bytes = input.data() + 2 * block.first;
  const std::size_t end_of_matches = std::min(end, block.n_matchable);
  std::size_t i = position_ - block.first;
  // Local copies, which the compiler keeps in registers.
  std::size_t n_tokens = n_tokens_;
  std::uint32_t last_distance = last_distance_;
  std::size_t turn = 0;
  while (i < end_of_matches) {
    const std::uint32_t choice = choices[i - begin];
    const std::uint32_t length = kChoiceValues[choice];
    const std::uint32_t is_match = choice != 0 ? 1 : 0;
    const std::uint32_t row = rows[choice][i];
    const std::uint32_t distance = row & (0 - is_match);
    const std::byte* const at = bytes + 2 * i;
    TokenCounts& counts = counts_[turn];
    // The first condition is also true for a match without a distance.
    if (distance - is_match >= block.first + i ||
        !are_same(at, at - 2 * std::size_t{distance}, length)) [[unlikely]] {
      n_tokens_ = n_tokens;
      append_literals(&block.values[i], length);
      n_tokens = n_tokens_;
      last_distance = 0;
    } else if (distance == 0 || distance != last_distance ||
               !merge(length, tokens_[n_tokens - 1], counts)) {
      const Token token = make_value_token(row, distance, length);
      tokens_[n_tokens++] = token;
      ++counts.first[token.first()];
      ++counts.second[token.second()];
      turn ^= 1U;
      last_distance = distance;
    }
    i += length;
  }
  n_tokens_ = n_tokens;
  last_distance_ = last_distance;
  if (i < end) {
    append_literals(&block.values[i], end - i);
    i = end;
    last_distance_ = 0;
  }
  position_ = block.first + i;
}

void TokenList::append_literals(const std::uint16_t* values, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t first = values[i] & 0xffU;
    const std::uint32_t second = std::uint32_t{values[i]} >> 8U;
    tokens_[n_tokens_++] = make_token(first, second);
    ++counts_[0].first[first];
    ++counts_[0].second[second];
  }
}

void TokenList::finish(std::span<const std::byte> odd_byte) {
  for (const std::byte byte : odd_byte) {
    const auto first = std::to_integer<std::uint32_t>(byte);
    tokens_[n_tokens_++] = make_token(first, kNoPart);
    ++counts_[0].first[first];
  }
  tokens_[n_tokens_++] = kEndToken;
  ++counts_[0].first[kEndOfBlock];
}

SymbolCounts TokenList::counts() const {
  TokenCounts sum = counts_[0];
  for (std::size_t part = 0; part < kTokenParts; ++part) {
    sum.first[part] += counts_[1].first[part];
    sum.second[part] += counts_[1].second[part];
  }
  return count_symbols(sum);
}

}  // namespace mtscomp
