// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block/token.h"

namespace mtscomp {
namespace {

using LengthSymbols = std::array<std::uint16_t, kMaxMatchValues + 1>;

constexpr LengthSymbols make_length_symbols() {
  LengthSymbols symbols = {};
  symbols[0] = kEndOfBlock;
  for (std::size_t length = 2; length < symbols.size(); ++length) {
    symbols[length] = static_cast<std::uint16_t>(length_symbol(2 * length));
  }
  return symbols;
}

constexpr LengthSymbols kSymbolOfLength = make_length_symbols();

}  // namespace

SymbolCounts count_symbols(const TokenCounts& tokens) {
  SymbolCounts symbols;
  for (std::size_t byte = 0; byte < kMatchPart; ++byte) {
    symbols.literals[byte] = tokens.first[byte] + tokens.second[byte];
  }
  for (std::size_t length = 0; length <= kMaxMatchValues; ++length) {
    symbols.literals[kSymbolOfLength[length]] +=
        tokens.first[kMatchPart + length];
  }
  for (std::size_t slot = 0; slot < kMaxDistanceSymbols - 2; ++slot) {
    symbols.distances[slot_symbol(slot)] += tokens.second[kMatchPart + slot];
  }
  return symbols;
}

}  // namespace mtscomp
