// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/deflate/block/huffman_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <queue>
#include <random>
#include <vector>

#include "support/seed.h"

namespace mtscomp {
namespace {

using Counts = std::vector<std::uint32_t>;
using Lengths = std::vector<std::uint8_t>;

Lengths lengths_of(const Counts& counts, unsigned max_length) {
  Lengths lengths(counts.size(), 99);
  find_code_lengths(counts, max_length, lengths);
  return lengths;
}

// Total coded size in bits; Huffman's code minimizes it.
std::uint64_t cost_of(const Counts& counts, const Lengths& lengths) {
  return std::inner_product(counts.begin(), counts.end(), lengths.begin(),
                            std::uint64_t{0});
}

// A slow and simple method: the sum of all inner nodes of Huffman's tree.
std::uint64_t least_cost(const Counts& counts) {
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>>
      nodes;
  for (const std::uint32_t count : counts) {
    if (count > 0) {
      nodes.push(count);
    }
  }
  std::uint64_t cost = 0;
  while (nodes.size() > 1) {
    std::uint64_t sum = nodes.top();
    nodes.pop();
    sum += nodes.top();
    nodes.pop();
    nodes.push(sum);
    cost += sum;
  }
  return cost;
}

// Whether every sequence of bits is a code, as inflaters require.
void expect_full(const Lengths& lengths, unsigned max_length) {
  std::uint64_t used = 0;
  for (const unsigned length : lengths) {
    ASSERT_LE(length, max_length);
    used += length == 0 ? 0 : std::uint64_t{1} << (max_length - length);
  }
  EXPECT_EQ(used, std::uint64_t{1} << max_length);
}

void expect_all_that_occur(const Counts& counts, const Lengths& lengths) {
  for (std::size_t symbol = 0; symbol < counts.size(); ++symbol) {
    EXPECT_TRUE(counts[symbol] == 0 || lengths[symbol] > 0) << symbol;
  }
}

Counts random_counts(std::size_t n, std::mt19937_64& random) {
  Counts counts(n);
  const auto n_bits = static_cast<unsigned>(1 + random() % 20);
  for (std::uint32_t& count : counts) {
    const bool occurs = random() % 4 != 0;
    count = occurs ? static_cast<std::uint32_t>(random() >> (64 - n_bits)) : 0;
  }
  return counts;
}

// Each weight is the sum of all before it: Huffman's tree is a single branch.
Counts skewed_counts(std::size_t n) {
  Counts counts(n, 1);
  for (std::size_t i = 2; i < std::min<std::size_t>(n, 40); ++i) {
    counts[i] = counts[i - 1] + counts[i - 2];
  }
  return counts;
}

TEST(HuffmanBuilderTest, CostsNoMoreThanHuffmansTree) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 500; ++i) {
    Counts counts = random_counts(2 + random() % 17, random);
    counts[0] = counts[1] = 1;
    // No tree of 15 leaves is deeper than 14.
    counts.resize(std::min<std::size_t>(counts.size(), 15));
    const Lengths lengths = lengths_of(counts, 15);
    EXPECT_EQ(cost_of(counts, lengths), least_cost(counts));
  }
}

TEST(HuffmanBuilderTest, IsFullForAllSizesAndLimits) {
  std::mt19937_64 random(test_seed());
  for (std::size_t n = 2; n <= 288; ++n) {
    const Counts counts = random_counts(n, random);
    const Lengths lengths = lengths_of(counts, 15);
    expect_full(lengths, 15);
    expect_all_that_occur(counts, lengths);
  }
  for (int i = 0; i < 500; ++i) {
    const Counts counts = random_counts(19, random);
    const Lengths lengths = lengths_of(counts, 7);
    expect_full(lengths, 7);
    expect_all_that_occur(counts, lengths);
  }
}

TEST(HuffmanBuilderTest, KeepsItsLimitWhereTheTreeIsDeep) {
  for (const std::size_t n : {19U, 30U, 286U, 288U}) {
    const Counts counts = skewed_counts(n);
    for (const unsigned max_length : {9U, 10U, 15U}) {
      const Lengths lengths = lengths_of(counts, max_length);
      expect_full(lengths, max_length);
      expect_all_that_occur(counts, lengths);
    }
  }
  expect_full(lengths_of(skewed_counts(19), 7), 7);
}

TEST(HuffmanBuilderTest, LimitCostsLittle) {
  const Counts counts = skewed_counts(30);
  EXPECT_LT(static_cast<double>(cost_of(counts, lengths_of(counts, 15))),
            1.02 * static_cast<double>(least_cost(counts)));
}

TEST(HuffmanBuilderTest, HasTwoSymbolsAtLeast) {
  EXPECT_EQ(lengths_of({0, 0, 0}, 15), Lengths({1, 1, 0}));
  EXPECT_EQ(lengths_of({5, 0, 0}, 15), Lengths({1, 1, 0}));
  EXPECT_EQ(lengths_of({0, 5, 0}, 15), Lengths({1, 1, 0}));
  EXPECT_EQ(lengths_of({0, 0, 5}, 15), Lengths({1, 0, 1}));
}

TEST(HuffmanBuilderTest, GivesRarerSymbolsNoShorterCodes) {
  std::mt19937_64 random(test_seed());
  const Counts counts = random_counts(288, random);
  const Lengths lengths = lengths_of(counts, 15);
  for (std::size_t a = 0; a < counts.size(); ++a) {
    for (std::size_t b = 0; b < counts.size(); ++b) {
      if (counts[a] > counts[b] && counts[b] > 0) {
        EXPECT_LE(lengths[a], lengths[b]);
      }
    }
  }
}

// The example of RFC 1951, 3.2.2, with the bits of each code reversed.
TEST(HuffmanBuilderTest, IsCanonical) {
  const Lengths lengths = {3, 3, 3, 3, 3, 2, 4, 4};
  std::vector<std::uint16_t> codes(lengths.size());
  assign_codes(lengths, codes);
  EXPECT_EQ(codes, std::vector<std::uint16_t>({0b010, 0b110, 0b001, 0b101,
                                               0b011, 0b00, 0b0111, 0b1111}));
}

}  // namespace
}  // namespace mtscomp
