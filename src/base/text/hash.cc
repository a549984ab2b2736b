// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/hash.h"

#include <algorithm>
#include <cstddef>

namespace mtscomp {
namespace {

// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

// The first bytes of the text, at most 8, as one word.
std::uint64_t first_word(std::string_view text) {
  constexpr unsigned kByteBits = 8;
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < std::min(text.size(), sizeof(word)); ++i) {
    word |= std::uint64_t{static_cast<unsigned char>(text[i])}
            << (kByteBits * i);
  }
  return word;
}

}  // namespace

std::uint64_t hash_words(std::initializer_list<std::uint64_t> words) {
  std::uint64_t hash = 0;
  for (const std::uint64_t word : words) {
    hash = mix(hash ^ mix(word));
  }
  return hash;
}

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = mix(text.size());
  while (!text.empty()) {
    hash = mix(hash ^ mix(first_word(text)));
    text.remove_prefix(std::min(text.size(), sizeof(std::uint64_t)));
  }
  return hash;
}

}  // namespace mtscomp
