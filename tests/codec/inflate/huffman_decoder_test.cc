// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/huffman_decoder.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace mtscomp {
namespace {

using Lengths = std::vector<std::uint8_t>;
using Coverage = HuffmanDecoder::Coverage;

Coverage coverage_of(const Lengths& lengths) {
  return HuffmanDecoder(lengths).coverage();
}

TEST(HuffmanDecoderTest, KnowsHowMuchItsCodesCover) {
  EXPECT_EQ(coverage_of({}), Coverage::kEmpty);
  EXPECT_EQ(coverage_of({0, 0, 0}), Coverage::kEmpty);
  EXPECT_EQ(coverage_of({0, 1, 0}), Coverage::kSingle);
  EXPECT_EQ(coverage_of({2}), Coverage::kIncomplete);
  EXPECT_EQ(coverage_of({2, 2, 2}), Coverage::kIncomplete);
  EXPECT_EQ(coverage_of({15, 15}), Coverage::kIncomplete);
  EXPECT_EQ(coverage_of({1, 1}), Coverage::kComplete);
  EXPECT_EQ(coverage_of({2, 1, 3, 3}), Coverage::kComplete);
  EXPECT_EQ(coverage_of({1, 1, 1}), Coverage::kOversubscribed);
  EXPECT_EQ(coverage_of({1, 1, 15}), Coverage::kOversubscribed);
  EXPECT_EQ(coverage_of({1, 2, 2, 15}), Coverage::kOversubscribed);
}

TEST(HuffmanDecoderTest, KnowsTheLongestCompleteCode) {
  Lengths lengths;
  for (std::uint8_t length = 1; length <= HuffmanDecoder::kMaxLength;
       ++length) {
    lengths.push_back(length);
  }
  EXPECT_EQ(coverage_of(lengths), Coverage::kIncomplete);
  lengths.push_back(HuffmanDecoder::kMaxLength);
  EXPECT_EQ(coverage_of(lengths), Coverage::kComplete);
}

TEST(HuffmanDecoderTest, DecodesTheExampleOfTheRfc) {
  // RFC 1951, 3.2.2: ABCDEFGH, codes 010, 011, 100, 101, 110, 00, 1110, 1111.
  const HuffmanDecoder code(Lengths{3, 3, 3, 3, 3, 2, 4, 4});
  const auto expect = [&](unsigned bits, unsigned symbol, unsigned length) {
    const HuffmanDecoder::Symbol found = code.decode(bits);
    EXPECT_EQ(found.value, symbol);
    EXPECT_EQ(found.length, length);
  };
  expect(0b010, 0, 3);
  expect(0b110, 1, 3);
  expect(0b001, 2, 3);
  expect(0b00, 5, 2);
  expect(0b0111, 6, 4);
  expect(0b1111, 7, 4);
  expect(0b11111100, 5, 2);  // What follows does not matter.
}

TEST(HuffmanDecoderTest, DecodesNothingWhereThereIsNoCode) {
  const HuffmanDecoder single(Lengths{0, 0, 1});
  EXPECT_EQ(single.decode(0b10).value, 2);
  EXPECT_EQ(single.decode(0b10).length, 1);
  EXPECT_EQ(single.decode(0b01).length, 0);
  EXPECT_EQ(HuffmanDecoder().decode(0).length, 0);
  EXPECT_EQ(HuffmanDecoder(Lengths{1, 1, 1}).decode(0).length, 0);
}

TEST(HuffmanDecoderTest, GivesEverySymbolTheCodeThatDecodesToIt) {
  Lengths lengths(288, 9);
  std::fill(lengths.begin(), lengths.begin() + 100, std::uint8_t{8});
  std::fill(lengths.begin() + 200, lengths.begin() + 210, std::uint8_t{0});
  lengths[5] = 15;
  const HuffmanDecoder code(lengths);
  std::map<unsigned, unsigned> length_of;
  unsigned longest = 0;
  code.for_each_symbol([&](unsigned symbol, unsigned length, unsigned bits) {
    EXPECT_GE(length, longest);
    longest = length;
    EXPECT_TRUE(length_of.emplace(symbol, length).second) << symbol;
    EXPECT_EQ(code.decode(bits).value, symbol);
    EXPECT_EQ(code.decode(bits).length, length);
    EXPECT_EQ(bits >> length, 0);
  });
  for (unsigned symbol = 0; symbol < lengths.size(); ++symbol) {
    EXPECT_EQ(length_of.contains(symbol), lengths[symbol] > 0);
    EXPECT_EQ(length_of[symbol], lengths[symbol]);
  }
}

}  // namespace
}  // namespace mtscomp
