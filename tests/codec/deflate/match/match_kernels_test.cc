// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compares the kernels of each instruction set of this processor with the plain
// kernels, and the plain kernels with the contracts in match_table.h and
// match_costs.h.
#include "codec/deflate/match/match_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/bytes.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

template <typename T>
using Row = std::vector<T>;

constexpr std::size_t kMaxValues = 1024;

class MatchKernelsTest : public ::testing::TestWithParam<MatchKernels> {
 protected:
  template <typename T>
  Row<T> random_row(unsigned n_bits) {
    Row<T> row(kMaxValues + kPadding);
    for (T& word : row) {
      word = static_cast<T>(random_() >> (64 - n_bits));
    }
    return row;
  }

  // Small, large, and the ends of the range.
  Row<std::uint16_t> random_values() {
    Row<std::uint16_t> values(kMaxValues + kPadding);
    for (std::uint16_t& value : values) {
      const auto bits = static_cast<std::int16_t>(random_());
      value = static_cast<std::uint16_t>(bits >> (random_() % 16));
    }
    values[3] = 0x8000;
    values[4] = 0x7fff;
    return values;
  }

  // Runs of one distance, between other distances and gaps.
  Row<std::uint16_t> random_distances() {
    Row<std::uint16_t> distances(kMaxValues + kPadding);
    std::uint16_t distance = 0;
    for (std::uint16_t& place : distances) {
      if (random_() % 8 == 0) {
        distance = static_cast<std::uint16_t>(
            (random_() % (kMaxDistanceValues + 1)) >> (random_() % 15));
      }
      place = random_() % 4 == 0 ? std::uint16_t{0} : distance;
    }
    return distances;
  }

  // Runs `call` on both, each with its own row, and compares the complete rows.
  template <typename T, typename Call>
  void expect_as_plain(Call call) {
    for (std::size_t n = 0; n <= kMaxValues; n += kStep) {
      const Row<T> before = random_row<T>(8 * sizeof(T));
      Row<T> expected = before;
      Row<T> found = before;
      call(plain_match_kernels(), n, expected.data());
      call(GetParam(), n, found.data());
      ASSERT_EQ(expected, found) << n;
    }
  }

  std::mt19937_64 random_{test_seed()};
};

TEST_P(MatchKernelsTest, Hash) {
  const Row<std::uint16_t> values = random_values();
  const std::array<HashFactors, 5> all_factors = {{
      {0x9E3779B1U, 0xFFE6CC61U},
      {0xA0F83E89U, 0x860F956BU, 0x94704029U},
      {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U},
      {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U, 3, 0x10001U},
      {0x9B85F831U, 0x23591CCDU, 0xE206F2DBU, 0x530C7807U, 3, 0x10001U, 5, 7},
  }};
  for (const HashFactors& factors : all_factors) {
    for (const std::uint32_t position : {0U, 65'530U, 0xfffffff0U}) {
      Row<std::uint32_t> ignored(kMaxValues + kPadding);
      expect_as_plain<std::uint32_t>([&](const MatchKernels& kernels,
                                         std::size_t n, std::uint32_t* words) {
        kernels.hash(factors, 14, values.data(), n, position, words,
                     ignored.data());
      });
      expect_as_plain<std::uint32_t>([&](const MatchKernels& kernels,
                                         std::size_t n, std::uint32_t* words) {
        kernels.hash(factors, 17, values.data(), n, position, ignored.data(),
                     words);
      });
    }
  }
}

TEST_P(MatchKernelsTest, Age) {
  const Row<std::uint32_t> entries = random_row<std::uint32_t>(32);
  for (const std::uint32_t position : {0U, 20'000U, 65'535U, 0x12345678U}) {
    expect_as_plain<std::uint32_t>(
        [&](const MatchKernels& kernels, std::size_t n, std::uint32_t* words) {
          std::copy_n(entries.begin(), n, words);
          kernels.age(words, n, position);
        });
  }
}

TEST_P(MatchKernelsTest, Accept) {
  const Row<std::uint32_t> entries = random_row<std::uint32_t>(32);
  Row<std::uint32_t> found = random_row<std::uint32_t>(32);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (random_() % 2 == 0) {  // The same check value.
      found[i] = (entries[i] & kCheckMask) | (found[i] & kPositionMask);
    }
    if (random_() % 4 == 0) {  // At the limits of the distance.
      const std::uint32_t distance =
          random_() % 2 == 0 ? kMaxDistanceValues + random_() % 2 : 0;
      found[i] =
          (entries[i] & kCheckMask) | ((entries[i] - distance) & kPositionMask);
    }
  }
  expect_as_plain<std::uint16_t>([&](const MatchKernels& kernels, std::size_t n,
                                     std::uint16_t* distances) {
    kernels.accept(entries.data(), found.data(), n, distances);
    EXPECT_TRUE(std::all_of(distances, distances + n, [](std::uint16_t d) {
      return d <= kMaxDistanceValues;
    }));
  });
}

TEST_P(MatchKernelsTest, CostLiterals) {
  LiteralClasses classes;
  const auto fill = [&](std::array<std::uint8_t, 16>& prices) {
    std::generate(prices.begin(), prices.end(),
                  [&] { return static_cast<std::uint8_t>(random_()); });
  };
  fill(classes.ones);
  fill(classes.sixteens);
  fill(classes.large);
  const Row<std::uint16_t> values = random_values();
  expect_as_plain<std::uint16_t>(
      [&](const MatchKernels& kernels, std::size_t n, std::uint16_t* costs) {
        kernels.cost_literals(classes, values.data(), n, costs);
      });
}

TEST_P(MatchKernelsTest, CostMatches) {
  DistanceBits bits;
  std::generate(bits.begin(), bits.end(),
                [&] { return static_cast<std::uint8_t>(random_()); });
  const Row<std::uint16_t> distances = random_distances();
  for (std::uint16_t choice = 1; choice < kChoices; ++choice) {
    const MatchChoice match = {
        .length_price = static_cast<std::uint16_t>(random_() % 113),
        .choice = choice};
    expect_as_plain<std::uint16_t>(
        [&](const MatchKernels& kernels, std::size_t n, std::uint16_t* costs) {
          kernels.cost_matches(bits, match, distances.data(), n, costs);
        });
  }
}

TEST_P(MatchKernelsTest, CostLonger) {
  const Row<std::uint16_t> distances = random_distances();
  const Row<std::uint16_t> costs = random_row<std::uint16_t>(11);
  expect_as_plain<std::uint16_t>(
      [&](const MatchKernels& kernels, std::size_t n, std::uint16_t* longer) {
        kernels.cost_longer(static_cast<std::uint16_t>(-59), distances.data(),
                            costs.data(), n, longer);
      });
}

TEST_P(MatchKernelsTest, FavourRuns) {
  Row<std::uint16_t> distances = random_distances();
  std::fill_n(distances.begin() + 100, 50, std::uint16_t{7});
  std::fill_n(distances.begin() + 200, 50, std::uint16_t{0});
  expect_as_plain<std::uint16_t>(
      [&](const MatchKernels& kernels, std::size_t n, std::uint16_t* costs) {
        kernels.favour_runs(distances.data(), 3, n, costs);
      });
}

// Typical costs: prices of 1 to 27 bits, and places without a match.
class MatchKernelsChooseTest : public MatchKernelsTest {
 protected:
  void make_costs(std::size_t n) {
    constexpr std::uint16_t kSomeLiteral = 64 << kChoiceBits;
    for (std::size_t choice = 0; choice < kChoices; ++choice) {
      rows_[choice].assign(n + kPadding, choice == 0 ? kSomeLiteral : kNoMatch);
      const std::size_t max_price = choice == 0 ? 225 : 328;
      const unsigned one_in = static_cast<unsigned>(1 + random_() % 6);
      for (std::size_t i = 0; i < n; ++i) {
        if (choice == 0 || random_() % one_in == 0) {
          rows_[choice][i] = static_cast<std::uint16_t>(
              (8 + random_() % (max_price - 8)) << kChoiceBits | choice);
        }
      }
    }
  }

  ChoiceCosts costs(std::size_t n_choices) const {
    ChoiceCosts costs = {.rows = {}, .n_choices = n_choices};
    for (std::size_t choice = 0; choice < n_choices; ++choice) {
      costs.rows[choice] = rows_[choice].data();
    }
    return costs;
  }

  std::uint64_t cost_of_way(const std::vector<std::uint8_t>& choices) const {
    std::uint64_t cost = 0;
    for (std::size_t i = 0; i < choices.size();
         i += kChoiceValues[choices[i]]) {
      cost += std::uint64_t{rows_[choices[i]][i]} >> kChoiceBits;
    }
    return cost;
  }

  // Computed without splitting into stretches; matches beyond the end cost
  // nothing extra.
  std::uint64_t cost_of_best_way(std::size_t n, std::size_t n_choices) const {
    std::vector<std::uint64_t> after(n + kLongestChoice, 0);
    for (std::size_t i = n; i-- > 0;) {
      after[i] = ~std::uint64_t{0};
      for (std::size_t choice = 0; choice < n_choices; ++choice) {
        const std::uint64_t cost = rows_[choice][i];
        after[i] = std::min(
            after[i], after[i + kChoiceValues[choice]] + (cost >> kChoiceBits));
      }
    }
    return after[0];
  }

  std::array<Row<std::uint16_t>, kChoices> rows_;
};

TEST_P(MatchKernelsChooseTest, IsAsPlain) {
  for (const std::size_t n_choices : {kShortChoices, kChoices}) {
    for (std::size_t n = 128; n <= 8192; n += 128) {
      make_costs(n);
      std::vector<std::uint8_t> expected(n, 9);
      std::vector<std::uint8_t> found(n, 9);
      plain_match_kernels().choose(costs(n_choices), n, expected.data());
      GetParam().choose(costs(n_choices), n, found.data());
      ASSERT_EQ(expected, found) << n;
    }
  }
}

TEST_P(MatchKernelsChooseTest, FindsTheCheapestWayButForTheSeams) {
  for (const std::size_t n_choices : {kShortChoices, kChoices}) {
    for (const std::size_t n : {1024U, 8192U}) {
      make_costs(n);
      std::vector<std::uint8_t> choices(n);
      GetParam().choose(costs(n_choices), n, choices.data());
      const auto best = static_cast<double>(cost_of_best_way(n, n_choices));
      EXPECT_LT(static_cast<double>(cost_of_way(choices)),
                1.001 * best + 8 * 225);
    }
  }
}

std::string name_of(const ::testing::TestParamInfo<MatchKernels>& test) {
  return test.param.name;
}

INSTANTIATE_TEST_SUITE_P(Set, MatchKernelsTest,
                         ::testing::ValuesIn(usable_match_kernels()), name_of);
INSTANTIATE_TEST_SUITE_P(Set, MatchKernelsChooseTest,
                         ::testing::ValuesIn(usable_match_kernels()), name_of);

}  // namespace

void PrintTo(const MatchKernels& kernels, std::ostream* out) {
  *out << kernels.name;
}

}  // namespace mtscomp
