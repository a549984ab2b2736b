// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The tokens of one block, in the order of writing, and the counts of their
// parts.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "codec/deflate/block/token.h"
#include "codec/deflate/match/match_finder.h"

namespace mtscomp {

class TokenList {
 public:
  // The list has room for blocks of at most max_values values.
  // Throws: std::bad_alloc.
  explicit TokenList(std::size_t max_values);

  // Removes all tokens.  The next token starts at value number `position` of
  // the input.
  void clear(std::size_t position);

  // Appends tokens for the values from position() to `end`.  The last match can
  // extend up to 7 values beyond `end`.  choices[i] is the choice for value
  // `begin` + i.  `begin` and `end` count from the first value of the block.  A
  // match whose values differ becomes literals.  A match that continues the
  // previous match is merged with the previous match.
  // Requires: `begin` is not after position().  `block` came from
  // MatchFinder::find() for `input`.
  void append(std::span<const std::byte> input, const BlockMatches& block,
              std::size_t begin, std::size_t end, const std::uint8_t* choices);

  // Appends the odd byte at the end of the input, if there is one, and the end
  // token.
  void finish(std::span<const std::byte> odd_byte);

  // Returns the number of the input's first value after the last token.
  std::size_t position() const { return position_; }

  std::span<const Token> tokens() const { return {tokens_.data(), n_tokens_}; }

  SymbolCounts counts() const;

 private:
  void append_literals(const std::uint16_t* values, std::size_t n);

  std::vector<Token> tokens_;
  std::size_t n_tokens_ = 0;
  std::size_t position_ = 0;
  // Distance of the last token; 0 for a literal.
  std::uint32_t last_distance_ = 0;
  // The two arrays are used alternately.  Incrementing the same counter twice
  // in a row would make the processor wait for the first store.
  std::array<TokenCounts, 2> counts_;
};

}  // namespace mtscomp
