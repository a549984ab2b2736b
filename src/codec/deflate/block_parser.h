// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the matches of a block that make the compressed block small.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "codec/deflate/match/level_settings.h"
#include "codec/deflate/match/match_finder.h"
#include "codec/deflate/match/match_kernels.h"
#include "codec/deflate/match/match_prices.h"
#include "codec/deflate/token_list.h"

namespace mtscomp {

class BlockParser {
 public:
  // Throws: std::bad_alloc.
  BlockParser(const LevelSettings& settings, const MatchKernels& kernels);

  // Drops the prices of earlier blocks.
  void reset();

  // Returns the tokens of the block, from value number `position` of the input
  // on, without the end token.  The result is valid until the next call.
  // Requires: `block` came from MatchFinder::find() for `input`.
  TokenList& parse(std::span<const std::byte> input, const BlockMatches& block,
                   std::size_t position);

 private:
  void parse_once(std::span<const std::byte> input, const BlockMatches& block,
                  std::size_t position);
  void parse_again(std::span<const std::byte> input, const BlockMatches& block,
                   std::size_t position);
  void append_unit(std::span<const std::byte> input, const BlockMatches& block,
                   std::size_t begin, TokenList& tokens);
  void find_costs(const BlockMatches& block, std::size_t begin, std::size_t n);
  void cost_literals(const std::uint16_t* values, std::size_t n);
  void follow(const SymbolCounts& counts);

  MatchKernels kernels_;
  int n_passes_;
  MatchPrices prices_ = {};
  bool has_prices_ = false;
  SymbolCounts last_block_;
  std::array<std::vector<std::uint16_t>, kChoices> costs_;
  std::vector<std::uint8_t> choices_;
  TokenList tokens_;
  TokenList best_;
};

}  // namespace mtscomp
