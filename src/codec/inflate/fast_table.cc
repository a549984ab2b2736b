// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A block has about 16,000 symbols, so building its tables must take only a few
// microseconds: entries are handled as 64-bit words, without branches that
// depend on an entry.
#include "codec/inflate/fast_table.h"

#include <bit>
#include <cstring>
#include <span>

namespace mtscomp {
namespace {

using Table = std::array<JointEntry, FastTables::kSize>;
using Word = std::uint64_t;

static_assert(std::endian::native == std::endian::little);

Word word_of(const JointEntry& entry) { return std::bit_cast<Word>(entry); }

// memcpy, because g++ 12 would store the entry field by field.
void store(Table& table, std::size_t index, Word word) {
  std::memcpy(&table[index], &word, sizeof(word));
}

// Stores the entry at every index that begins with these bits.
void fill(Table& table, unsigned bits, unsigned n_bits,
          const JointEntry& entry) {
  const std::size_t step = std::size_t{1} << n_bits;
  const Word word = word_of(entry);
  for (std::size_t i = bits; i < table.size(); i += step) {
    store(table, i, word);
  }
}

std::uint16_t extra_bits(unsigned n_before, unsigned n_extra) {
  return static_cast<std::uint16_t>(n_before | n_extra << 8);
}

// A symbol with a short code: its code and its entry.
struct Place {
  unsigned bits;
  unsigned n_bits;
  JointEntry entry;
};

// Capacity for a whole alphabet.
struct Places {
  std::array<Place, kMaxLiteralSymbols> list;
  std::size_t size = 0;

  void add(const Place& place) { list[size++] = place; }
  std::span<const Place> span() const { return std::span(list).first(size); }
};

void add_distances(const HuffmanDecoder& code, Places& places, Table& table) {
  code.for_each_symbol([&](unsigned symbol, unsigned length, unsigned bits) {
    if (length > kJointBits || symbol >= kDistanceSymbols.size()) {
      return;
    }
    const NumberSymbol& distance = kDistanceSymbols[symbol];
    const JointEntry entry = {
        .total = static_cast<std::uint8_t>(length + distance.extra_bits),
        .extra = extra_bits(length, distance.extra_bits),
        .source = static_cast<std::int16_t>(-distance.base)};
    fill(table, bits, length, entry);
    places.add({.bits = bits, .n_bits = length, .entry = entry});
  });
}

// Adds a length whose bits all fit into the index, with each distance that fits
// after it.
void add_matches(unsigned length, unsigned bits, unsigned n_bits,
                 std::span<const Place> distances, Table& table) {
  for (const Place& distance : distances) {
    // Source and destination must not overlap.
    const bool fits = n_bits + distance.n_bits <= kJointBits &&
                      n_bits + distance.entry.total <= kMaxTotal &&
                      -distance.entry.source >= static_cast<int>(length);
    if (fits) {
      JointEntry entry = distance.entry;
      entry.total = static_cast<std::uint8_t>(entry.total + n_bits);
      entry.advance = static_cast<std::uint8_t>(length);
      entry.extra = static_cast<std::uint16_t>(entry.extra + n_bits);
      fill(table, bits | distance.bits << n_bits, n_bits + distance.n_bits,
           entry);
    }
  }
}

void add_length(const NumberSymbol& symbol, unsigned n_bits, unsigned bits,
                std::span<const Place> distances, Table& table) {
  fill(table, bits, n_bits,
       {.total = static_cast<std::uint8_t>(n_bits + symbol.extra_bits),
        .extra = extra_bits(n_bits, symbol.extra_bits),
        .source = static_cast<std::int16_t>(symbol.base)});
  for (unsigned extra = 0; extra < 1U << symbol.extra_bits; ++extra) {
    const unsigned length = symbol.base + extra;
    if (length <= kJointCopy) {
      add_matches(length, bits | extra << n_bits, n_bits + symbol.extra_bits,
                  distances, table);
    }
  }
}

void add_lengths(const HuffmanDecoder& code, std::span<const Place> distances,
                 Table& table) {
  code.for_each_symbol([&](unsigned symbol, unsigned length, unsigned bits) {
    const unsigned index = symbol - kFirstLengthSymbol;
    if (length <= kJointBits && symbol >= kFirstLengthSymbol &&
        index < kLengthSymbols.size()) {
      add_length(kLengthSymbols[index], length, bits, distances, table);
    }
  });
}

Places literals_of(const HuffmanDecoder& code) {
  Places literals;
  code.for_each_symbol([&](unsigned symbol, unsigned length, unsigned bits) {
    if (length <= kJointBits && symbol < kEndOfBlock) {
      const JointEntry entry = {
          .total = static_cast<std::uint8_t>(length + kLiteralUnit),
          .advance = 1,
          .extra = extra_bits(length, 0),
          .source = 1 - kIdleDistance,
          .literals = static_cast<std::uint16_t>(symbol)};
      literals.add({.bits = bits, .n_bits = length, .entry = entry});
    }
  });
  return literals;
}

// Adds a literal, joined with each entry that fits after it.
void add_literal(const Place& literal, const Table& followers, Table& table) {
  // The values that the literal adds to each field.  No sum overflows its
  // field: the source of a match is at most -3.
  const unsigned n_bits = literal.n_bits;
  JointEntry added = literal.entry;
  added.extra = static_cast<std::uint16_t>(n_bits);
  added.source = 1;
  constexpr unsigned kLiterals = 48;  // Position of the field in the word.
  constexpr Word kOthers = (Word{1} << kLiterals) - 1;
  const std::size_t n_rest = table.size() >> n_bits;
  for (std::size_t rest = 0; rest < n_rest; ++rest) {
    const JointEntry& next = followers[rest];
    // NOLINTBEGIN(readability-implicit-bool-conversion): without branches.
    const bool fits = (next.advance > 0) &
                      (n_bits + (next.extra & 0xffU) <= kJointBits) &
                      (n_bits + next.total % kLiteralUnit <= kMaxTotal);
    // NOLINTEND(readability-implicit-bool-conversion)
    const Word both = (word_of(next) & kOthers) + word_of(added) +
                      (word_of(next) >> kLiterals << (kLiterals + 8));
    store(table, literal.bits | rest << n_bits,
          fits ? both : word_of(literal.entry));
  }
}

void add_literals(const HuffmanDecoder& code, Table& table) {
  const Places literals = literals_of(code);
  // Entries that start with at most one literal: another literal is added
  // before them.
  Table followers = table;
  for (const Place& literal : literals.span()) {
    fill(followers, literal.bits, literal.n_bits, literal.entry);
  }
  for (const Place& literal : literals.span()) {
    add_literal(literal, followers, table);
  }
}

}  // namespace

void build_fast_tables(const BlockCodes& codes, FastTables& tables) {
  std::memset(&tables, 0, sizeof(tables));
  Places distances;
  add_distances(codes.distances, distances, tables.distances);
  add_lengths(codes.literals, distances.span(), tables.joint);
  add_literals(codes.literals, tables.joint);
}

}  // namespace mtscomp
