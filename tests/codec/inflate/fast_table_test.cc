// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compares every entry of the tables with decoding the same bits symbol by
// symbol.
#include "codec/inflate/fast_table.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <vector>

#include "codec/zlib/deflate_symbols.h"
#include "support/deflate_writer.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using Lengths = std::vector<std::uint8_t>;

// The symbols in the bits of an index, and the number of bits that they use.
struct Prefix {
  std::vector<std::byte> literals;
  unsigned n_bits = 0;
  unsigned length = 0;    // Length of a match; 0 if there is none.
  unsigned distance = 0;  // Distance, without its extra bits.
  unsigned n_extra = 0;   // Number of extra bits.
};

class FastTableTest : public ::testing::Test {
 protected:
  void use_codes(const Lengths& literals, const Lengths& distances) {
    codes_ = {.literals = HuffmanDecoder(literals),
              .distances = HuffmanDecoder(distances)};
    build_fast_tables(codes_, *tables_);
  }

  void expect_right() const {
    for (std::size_t i = 0; i < FastTables::kSize; ++i) {
      SCOPED_TRACE(i);
      expect_joint(i, tables_->joint[i]);
      expect_distance(i, tables_->distances[i]);
    }
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  BlockCodes codes_;
  std::unique_ptr<FastTables> tables_ = std::make_unique<FastTables>();

 private:
  // Decodes as many symbols as the entry describes.
  Prefix read(std::size_t index, std::size_t n_literals, bool has_match) const {
    Prefix prefix;
    const auto symbol_of = [&](const HuffmanDecoder& code) {
      const HuffmanDecoder::Symbol symbol = code.decode(index >> prefix.n_bits);
      EXPECT_GT(symbol.length, 0);
      prefix.n_bits += symbol.length;
      return symbol.value;
    };
    for (std::size_t i = 0; i < n_literals; ++i) {
      const unsigned literal = symbol_of(codes_.literals);
      EXPECT_LT(literal, kEndOfBlock);
      prefix.literals.push_back(static_cast<std::byte>(literal));
    }
    if (has_match) {
      const NumberSymbol& length =
          kLengthSymbols.at(symbol_of(codes_.literals) - kFirstLengthSymbol);
      prefix.length = static_cast<unsigned>(
          length.base +
          (index >> prefix.n_bits & ((1U << length.extra_bits) - 1)));
      prefix.n_bits += length.extra_bits;
      const NumberSymbol& distance =
          kDistanceSymbols.at(symbol_of(codes_.distances));
      prefix.distance = distance.base;
      prefix.n_extra = distance.extra_bits;
    }
    // All decoded bits are in the index.
    EXPECT_LE(prefix.n_bits, kJointBits);
    return prefix;
  }

  void expect_joint(std::size_t index, const JointEntry& entry) const {
    if (entry.advance > 0) {
      expect_symbols(index, entry);
    } else if (entry.source > 0) {
      expect_long_match(index, entry);
    } else {
      EXPECT_EQ(entry.total, 0);
      expect_in_no_table(index);
    }
  }

  void expect_symbols(std::size_t index, const JointEntry& entry) const {
    const std::size_t n_literals = entry.total / kLiteralUnit;
    ASSERT_LE(n_literals, 2);
    ASSERT_GE(entry.advance, n_literals);
    const bool has_match = entry.advance > n_literals;
    const Prefix prefix = read(index, n_literals, has_match);
    for (std::size_t i = 0; i < n_literals; ++i) {
      EXPECT_EQ(static_cast<std::byte>(entry.literals >> (8 * i)),
                prefix.literals[i]);
    }
    EXPECT_EQ(entry.advance, n_literals + prefix.length);
    EXPECT_EQ(entry.extra & 0xff, prefix.n_bits);
    EXPECT_EQ(entry.extra >> 8, prefix.n_extra);
    EXPECT_EQ(entry.total % kLiteralUnit, prefix.n_bits + prefix.n_extra);
    EXPECT_LE(entry.total % kLiteralUnit, kMaxTotal);
    EXPECT_LE(prefix.length, kJointCopy);
    EXPECT_LE(entry.advance, kMaxAdvance);
    const int distance =
        has_match ? static_cast<int>(prefix.distance) : kIdleDistance;
    EXPECT_EQ(entry.source, static_cast<int>(n_literals) - distance);
    // The copied bytes end before their destination begins.
    EXPECT_GE(distance, static_cast<int>(prefix.length));
  }

  void expect_long_match(std::size_t index, const JointEntry& entry) const {
    const HuffmanDecoder::Symbol symbol = codes_.literals.decode(index);
    ASSERT_GE(symbol.value, kFirstLengthSymbol);
    const NumberSymbol& length =
        kLengthSymbols.at(symbol.value - kFirstLengthSymbol);
    EXPECT_EQ(entry.source, length.base);
    EXPECT_EQ(entry.extra, symbol.length | unsigned{length.extra_bits} << 8);
    EXPECT_EQ(entry.total, symbol.length + length.extra_bits);
  }

  void expect_in_no_table(std::size_t index) const {
    const HuffmanDecoder::Symbol symbol = codes_.literals.decode(index);
    const bool is_in_no_table =
        symbol.length == 0 || symbol.length > kJointBits ||
        symbol.value == kEndOfBlock ||
        symbol.value >= kFirstLengthSymbol + kLengthSymbols.size();
    EXPECT_TRUE(is_in_no_table) << symbol.value;
  }

  void expect_distance(std::size_t index, const JointEntry& entry) const {
    const HuffmanDecoder::Symbol symbol = codes_.distances.decode(index);
    if (symbol.length == 0 || symbol.length > kJointBits ||
        symbol.value >= kDistanceSymbols.size()) {
      EXPECT_EQ(entry.total, 0);
      return;
    }
    const NumberSymbol& distance = kDistanceSymbols[symbol.value];
    EXPECT_EQ(entry.total, symbol.length + distance.extra_bits);
    EXPECT_EQ(entry.extra, symbol.length | unsigned{distance.extra_bits} << 8);
    EXPECT_EQ(entry.source, -distance.base);
  }
};

TEST_F(FastTableTest, AgreesWithTheFixedCodes) {
  codes_ = fixed_block_codes();
  build_fast_tables(codes_, *tables_);
  expect_right();
}

TEST_F(FastTableTest, AgreesWithRandomCodes) {
  for (int i = 0; i < 300; ++i) {
    use_codes(random_code_lengths(286, 2 + random_() % 285, random_),
              random_code_lengths(30, 2 + random_() % 29, random_));
    expect_right();
  }
}

TEST_F(FastTableTest, AgreesWithCodesThatAreNotComplete) {
  Lengths literals(257);
  literals[kEndOfBlock] = 1;
  use_codes(literals, {});
  expect_right();
  use_codes(random_code_lengths(286, 50, random_), {0, 0, 1});
  expect_right();
}

TEST_F(FastTableTest, HoldsTwoLiteralsAndAMatchWhereTheyFit) {
  Lengths literals(286);
  literals['a'] = 2;
  literals['b'] = 2;
  literals[kEndOfBlock] = 2;
  literals[kFirstLengthSymbol] = 2;
  const Lengths distances = {0, 0, 1, 1};
  use_codes(literals, distances);
  expect_right();
  const JointEntry& two_literals = tables_->joint[0b0001'00'10'00];
  EXPECT_EQ(two_literals.total / kLiteralUnit, 2);
  const JointEntry& match_after_one = tables_->joint[0b00000'1'11'10];
  EXPECT_EQ(match_after_one.total / kLiteralUnit, 1);
  EXPECT_EQ(match_after_one.advance, 1 + 3);
}

}  // namespace
}  // namespace mtscomp
