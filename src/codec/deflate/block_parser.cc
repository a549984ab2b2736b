// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block_parser.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace mtscomp {
namespace {

constexpr std::size_t kRound = 8 * kLanes;  // Values of one round of choose().

// Matches for each value in the first guess of prices (guess_prices()), for one
// pass and for several passes.  One pass: 1 instead of 3 makes streams up to
// 0.17 % larger, 0.03 % on average; 2 to 12 differ by at most 0.04 %.  Several
// passes: instead of 6, 3 saves 0.03 % on average, and 12 costs 0.04 % (ten
// inputs, see level_settings.h).
constexpr std::uint32_t kFavour = 3;
constexpr std::uint32_t kFavourOfPasses = 6;

// Weights of this block's counts and of the last block's, in fifteenths.
// Weights of 0 to 15 for the last block change sizes by at most 0.05 %.
constexpr std::uint32_t kThisBlock = 15;
constexpr std::uint32_t kLastBlock = 5;

constexpr std::size_t round_up(std::size_t n, std::size_t step) {
  return (n + step - 1) / step * step;
}

}  // namespace

BlockParser::BlockParser(const LevelSettings& settings,
                         const MatchKernels& kernels)
    : kernels_(kernels),
      n_passes_(settings.n_passes),
      choices_(kUnitValues),
      tokens_(settings.block_values + kLongestChoice),
      best_(n_passes_ > 1 ? settings.block_values + kLongestChoice : 0) {
  for (std::vector<std::uint16_t>& costs : costs_) {
    costs.resize(kUnitValues + kPadding);
  }
}

void BlockParser::reset() {
  has_prices_ = false;
  last_block_ = {};
}

TokenList& BlockParser::parse(std::span<const std::byte> input,
                              const BlockMatches& block, std::size_t position) {
  if (n_passes_ == 1) {
    parse_once(input, block, position);
    return tokens_;
  }
  parse_again(input, block, position);
  return best_;
}

// The first unit of the input is parsed twice: its first prices are a guess.
void BlockParser::parse_once(std::span<const std::byte> input,
                             const BlockMatches& block, std::size_t position) {
  tokens_.clear(position);
  if (!has_prices_) {
    const std::size_t n = std::min(block.n_values, kUnitValues);
    prices_ = guess_prices(std::span(block.values).first(n), kFavour);
    append_unit(input, block, 0, tokens_);
    follow(tokens_.counts());
    tokens_.clear(position);
    has_prices_ = true;
  }
  for (std::size_t begin = 0; begin < block.n_values; begin += kUnitValues) {
    append_unit(input, block, begin, tokens_);
    follow(tokens_.counts());
  }
  last_block_ = tokens_.counts();
}

// Computes prices from this block so far and from the block before.
void BlockParser::follow(const SymbolCounts& counts) {
  SymbolWeights weights;
  weights.add(counts, kThisBlock);
  weights.add(last_block_, kLastBlock);
  prices_ = find_prices(weights);
}

void BlockParser::parse_again(std::span<const std::byte> input,
                              const BlockMatches& block, std::size_t position) {
  prices_ = guess_prices(std::span(block.values).first(block.n_values),
                         kFavourOfPasses);
  std::uint64_t fewest_bits = std::numeric_limits<std::uint64_t>::max();
  for (int pass = 0; pass < n_passes_; ++pass) {
    tokens_.clear(position);
    for (std::size_t begin = 0; begin < block.n_values; begin += kUnitValues) {
      append_unit(input, block, begin, tokens_);
    }
    const SymbolCounts counts = tokens_.counts();
    const BlockCode code = find_block_code(counts);
    SymbolWeights weights;
    weights.add(counts, kThisBlock);
    prices_ = find_prices(weights, code);
    const std::uint64_t n_bits = count_bits(counts, code);
    if (n_bits < fewest_bits) {
      fewest_bits = n_bits;
      std::swap(tokens_, best_);
    }
  }
}

void BlockParser::append_unit(std::span<const std::byte> input,
                              const BlockMatches& block, std::size_t begin,
                              TokenList& tokens) {
  const std::size_t n = std::min(kUnitValues, block.n_values - begin);
  find_costs(block, begin, n);
  ChoiceCosts costs = {
      .rows = {}, .n_choices = std::max(kShortChoices, block.n_tables + 1)};
  for (std::size_t choice = 0; choice < costs.n_choices; ++choice) {
    costs.rows[choice] = costs_[choice].data();
  }
  kernels_.choose(costs, round_up(n, kRound), choices_.data());
  tokens.append(input, block, begin, begin + n, choices_.data());
}

void BlockParser::find_costs(const BlockMatches& block, std::size_t begin,
                             std::size_t n) {
  const std::size_t n_steps = round_up(n, kStep);
  cost_literals(&block.values[begin], n_steps);
  for (std::size_t t = 0; t < block.n_tables; ++t) {
    const auto choice = static_cast<std::uint16_t>(t + 1);
    kernels_.cost_matches(prices_.distances, {prices_.lengths[choice], choice},
                          &block.distances[t][begin], n_steps,
                          costs_[choice].data());
  }
  const std::uint16_t* const longest =
      &block.distances[block.n_tables - 1][begin];
  auto choice = static_cast<std::uint16_t>(block.n_tables);
  if (block.n_tables + 1 < kShortChoices) {
    const int difference =
        ((prices_.lengths[choice + 1U] - prices_.lengths[choice])
         << kChoiceBits) +
        1;
    kernels_.cost_longer(static_cast<std::uint16_t>(difference), longest,
                         costs_[choice].data(), n_steps,
                         costs_[choice + 1U].data());
    ++choice;
  }
  kernels_.favour_runs(longest, choice, n_steps, costs_[choice].data());
  // The padding has literals only.  Prices other than 8 bits were not measured.
  constexpr std::uint16_t kSomeLiteral = 8 * kPricesPerBit << kChoiceBits;
  for (std::vector<std::uint16_t>& costs : costs_) {
    const bool is_literals = &costs == costs_.data();
    std::fill(costs.begin() + static_cast<std::ptrdiff_t>(n),
              costs.begin() + static_cast<std::ptrdiff_t>(n + kPadding),
              is_literals ? kSomeLiteral : kNoMatch);
  }
}

void BlockParser::cost_literals(const std::uint16_t* values, std::size_t n) {
  if (n_passes_ == 1) {
    kernels_.cost_literals(classify_literals(prices_), values, n,
                           costs_[0].data());
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const int price =
        prices_.literals[values[i] & 0xffU] + prices_.literals[values[i] >> 8U];
    costs_[0][i] = static_cast<std::uint16_t>(price << kChoiceBits);
  }
}

}  // namespace mtscomp
