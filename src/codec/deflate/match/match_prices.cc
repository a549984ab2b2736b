// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/match/match_prices.h"

#include <algorithm>
#include <numeric>

#include "codec/deflate/block/log2.h"

namespace mtscomp {
namespace {

constexpr std::uint32_t kWhole = 15;  // Fifteenths of a count.
// Minimum weight of a symbol, 0.4 of a count.
constexpr std::uint32_t kLeastWeight = 6;

// Prices of a code's symbols, extra bits excluded.  The highest price of a
// distance, with 13 extra bits, must fit a byte.  A maximum of 15 bits would
// fit too, but was not measured.
constexpr unsigned kLeastPrice = kPricesPerBit;
constexpr unsigned kMostPrice = 14 * kPricesPerBit;

// The first guess. Each of the short choices is one match in 5, each of the
// long choices one in 16, and any other length one in 256.
constexpr std::uint32_t kShortMatchShare = 5;
constexpr std::uint32_t kLongMatchShare = 16;
constexpr std::uint32_t kOtherMatchShare = 256;
// A symbol for a distance of up to 16 bytes costs 7 bits, for a larger distance
// 4.5 bits: most matches have large distances.
constexpr std::size_t kNearSymbols = 8;
constexpr std::uint32_t kNearCount = 11;
constexpr std::uint32_t kFarCount = 62;

// Length symbols by choice; choice 0 is not a match.
constexpr std::array<std::size_t, kChoices> make_length_symbols() {
  std::array<std::size_t, kChoices> symbols = {};
  for (std::size_t choice = 1; choice < kChoices; ++choice) {
    symbols[choice] = length_symbol(std::size_t{2} * kChoiceValues[choice]);
  }
  return symbols;
}

constexpr std::array<std::size_t, kChoices> kLengthSymbol =
    make_length_symbols();

// Price of a symbol with this weight.
unsigned entropy(std::uint32_t log_total, std::uint32_t weight) {
  constexpr unsigned kLogPerPrice = kLogPerBit / kPricesPerBit;
  const std::uint32_t log = log2_of(std::max(weight, kLeastWeight));
  const std::uint32_t price =
      (log_total - std::min(log, log_total) + kLogPerPrice / 2) / kLogPerPrice;
  return std::clamp(price, kLeastPrice, kMostPrice);
}

template <std::size_t kSize>
std::uint32_t log_sum(const std::array<std::uint32_t, kSize>& weights) {
  return log2_of(std::max(kLeastWeight,
                          std::accumulate(weights.begin(), weights.end(), 0U)));
}

// price_of(is_distance, symbol, entropy) returns the price.
template <typename PriceOf>
MatchPrices find_prices(const SymbolWeights& weights, PriceOf price_of) {
  MatchPrices prices;
  const std::uint32_t log_literals = log_sum(weights.counts.literals);
  const auto price_literal = [&](std::size_t symbol) {
    const unsigned price =
        entropy(log_literals, weights.counts.literals[symbol]);
    return static_cast<std::uint8_t>(price_of(false, symbol, price));
  };
  for (std::size_t byte = 0; byte < prices.literals.size(); ++byte) {
    prices.literals[byte] = price_literal(byte);
  }
  prices.lengths[0] = 0;
  for (std::size_t choice = 1; choice < kChoices; ++choice) {
    prices.lengths[choice] = price_literal(kLengthSymbol[choice]);
  }
  const std::uint32_t log_distances = log_sum(weights.counts.distances);
  for (std::size_t slot = 0; slot < prices.distances.size(); ++slot) {
    const std::size_t symbol = slot_symbol(slot);
    const unsigned price =
        entropy(log_distances, weights.counts.distances[symbol]);
    prices.distances[slot] =
        static_cast<std::uint8_t>(price_of(true, symbol, price) +
                                  kPricesPerBit * distance_extra_bits(symbol));
  }
  return prices;
}

std::uint8_t mean(unsigned sum, unsigned n) {
  return static_cast<std::uint8_t>((sum + n / 2) / n);
}

}  // namespace

void SymbolWeights::add(const SymbolCounts& other, std::uint32_t fifteenths) {
  for (std::size_t i = 0; i < kMaxLiteralSymbols; ++i) {
    counts.literals[i] += fifteenths * other.literals[i];
  }
  for (std::size_t i = 0; i < kMaxDistanceSymbols; ++i) {
    counts.distances[i] += fifteenths * other.distances[i];
  }
}

MatchPrices find_prices(const SymbolWeights& weights) {
  return find_prices(weights,
                     [](bool, std::size_t, unsigned price) { return price; });
}

MatchPrices find_prices(const SymbolWeights& weights, const BlockCode& code) {
  return find_prices(
      weights, [&](bool is_distance, std::size_t symbol, unsigned price) {
        const unsigned n_bits =
            is_distance ? code.distances[symbol] : code.literals[symbol];
        return n_bits == 0 ? price : (price + kPricesPerBit * n_bits) / 2;
      });
}

MatchPrices guess_prices(std::span<const std::uint16_t> values,
                         std::uint32_t favour) {
  SymbolWeights weights;
  std::array<std::uint32_t, kMaxLiteralSymbols>& literals =
      weights.counts.literals;
  for (const std::uint16_t value : values) {
    ++literals[value & 0xffU];
    ++literals[value >> 8U];
  }
  const auto n_matches = static_cast<std::uint32_t>(values.size()) * favour;
  std::fill(literals.begin() + kFirstLengthSymbol,
            literals.begin() + kMaxLiteralSymbols - 2,
            n_matches / kOtherMatchShare);
  for (std::size_t choice = 1; choice < kChoices; ++choice) {
    const bool is_short = choice < kShortChoices;
    literals[kLengthSymbol[choice]] =
        n_matches / (is_short ? kShortMatchShare : kLongMatchShare);
  }
  for (std::uint32_t& count : literals) {
    count *= kWhole;
  }
  for (std::size_t symbol = 0; symbol < kMaxDistanceSymbols - 2; ++symbol) {
    weights.counts.distances[symbol] =
        kWhole * (symbol < kNearSymbols ? kNearCount : kFarCount);
  }
  return find_prices(weights);
}

// Both signs of a magnitude have the same weight.
LiteralClasses classify_literals(const MatchPrices& prices) {
  const std::array<std::uint8_t, 256>& bytes = prices.literals;
  const auto price_of = [&](unsigned value) {
    return unsigned{bytes[value & 0xffU]} + bytes[value >> 8U & 0xffU];
  };
  const unsigned sum_of_low = std::accumulate(bytes.begin(), bytes.end(), 0U);
  LiteralClasses classes;
  for (unsigned i = 0; i < 16; ++i) {
    classes.ones[i] = mean(price_of(i) + price_of(0U - i), 2);
    unsigned sum = 0;
    for (unsigned size = 16 * i; size < 16 * i + 16; ++size) {
      sum += price_of(size) + price_of(0U - size);
    }
    classes.sixteens[i] = mean(sum, 32);
    classes.large[i] =
        mean(2 * sum_of_low + 256U * (bytes[i] + 0U + bytes[255 - i]), 512);
  }
  return classes;
}

}  // namespace mtscomp
