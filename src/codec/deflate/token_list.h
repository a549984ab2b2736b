// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The tokens of one block, in the order in which they are written, and how
// often their parts occur.
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
  // For blocks of at most so many values.  Throws: std::bad_alloc.
  explicit TokenList(std::size_t max_values);

  // Begins anew, with the input's value number `position`.
  void clear(std::size_t position);

  // Appends the tokens of values up to `end`, counted from the block's first,
  // as choices[0 .. end - begin - 1] say for those from `begin` on; and of up
  // to 7 more, if a match goes on that far.  A match whose values turn out to
  // differ becomes literals; one that continues the match before becomes part
  // of it.  The first value is that at position(), of which `begin` is no later
  // than.
  // Requires: `input` is what `block` was found in.
  void append(std::span<const std::byte> input, const BlockMatches& block,
              std::size_t begin, std::size_t end, const std::uint8_t* choices);

  // Ends the block, after the odd byte that the input ends with, if there is
  // one.
  void finish(std::span<const std::byte> odd_byte);

  // The value of the input after the last token.
  std::size_t position() const { return position_; }

  std::span<const Token> tokens() const { return {tokens_.data(), n_tokens_}; }

  SymbolCounts counts() const;

 private:
  void append_literals(const std::uint16_t* values, std::size_t n);

  std::vector<Token> tokens_;
  std::size_t n_tokens_ = 0;
  std::size_t position_ = 0;
  // Of the last token; 0 for a literal.
  std::uint32_t last_distance_ = 0;
  // Used in turn: a count that is raised twice running would have to wait until
  // the first sum is stored.
  std::array<TokenCounts, 2> counts_;
};

}  // namespace mtscomp
