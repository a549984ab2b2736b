// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <algorithm>
#include <array>
#include <bit>

#include "codec/deflate/block/token.h"
#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {
namespace {

void hash(const HashFactors& factors, unsigned n_index_bits,
          const std::uint16_t* values, std::size_t n, std::uint32_t position,
          std::uint32_t* indexes, std::uint32_t* entries) {
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < factors.size() && factors[k] != 0; ++k) {
      const auto value = static_cast<std::int16_t>(values[i + k]);
      sum += static_cast<std::uint32_t>(std::int32_t{value}) * factors[k];
    }
    indexes[i] = sum >> (32 - n_index_bits);
    entries[i] = make_entry(sum, position + static_cast<std::uint32_t>(i));
  }
}

void age(std::uint32_t* entries, std::size_t n, std::uint32_t position) {
  for (std::size_t i = 0; i < n; ++i) {
    if (entry_distance(position, entries[i]) > kMaxDistanceValues) {
      entries[i] = (entries[i] & kCheckMask) |
                   ((position - kAgedDistance) & kPositionMask);
    }
  }
}

void accept(const std::uint32_t* entries, const std::uint32_t* found,
            std::size_t n, std::uint16_t* distances) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t distance = entry_distance(entries[i], found[i]);
    const bool is_same = ((entries[i] ^ found[i]) & kCheckMask) == 0;
    distances[i] = static_cast<std::uint16_t>(
        is_same && distance <= kMaxDistanceValues ? distance : 0);
  }
}

std::uint8_t price_of(const LiteralClasses& classes, std::uint16_t value) {
  const unsigned size = value < 0x8000 ? value : 0x10000U - value;
  if (size < 16) {
    return classes.ones[size];
  }
  if (size < 256) {
    return classes.sixteens[size / 16];
  }
  return classes.large[std::min(size / 256, 15U)];
}

void cost_literals(const LiteralClasses& classes, const std::uint16_t* values,
                   std::size_t n, std::uint16_t* costs) {
  for (std::size_t i = 0; i < n; ++i) {
    costs[i] =
        static_cast<std::uint16_t>(price_of(classes, values[i]) << kChoiceBits);
  }
}

void cost_matches(const DistanceBits& bits, MatchChoice match,
                  const std::uint16_t* distances, std::size_t n,
                  std::uint16_t* costs) {
  for (std::size_t i = 0; i < n; ++i) {
    if (distances[i] == 0) {
      costs[i] = kNoMatch;
    } else {
      const unsigned price =
          bits[distance_slot(distances[i])] + unsigned{match.length_price};
      costs[i] =
          static_cast<std::uint16_t>(price << kChoiceBits | match.choice);
    }
  }
}

void cost_longer(std::uint16_t difference, const std::uint16_t* distances,
                 const std::uint16_t* costs, std::size_t n,
                 std::uint16_t* longer_costs) {
  for (std::size_t i = 0; i < n; ++i) {
    const bool goes_on = distances[i] == distances[i + 1] && distances[i] != 0;
    longer_costs[i] =
        goes_on ? static_cast<std::uint16_t>(costs[i] + difference) : kNoMatch;
  }
}

void favour_runs(const std::uint16_t* distances, std::uint16_t choice,
                 std::size_t n, std::uint16_t* costs) {
  const auto almost_free =
      static_cast<std::uint16_t>(1U << kChoiceBits | choice);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint16_t distance = distances[i];
    if (distance != 0 && distances[i + 1] == distance &&
        distances[i + 8] == distance && distances[i + 16] == distance) {
      costs[i] = almost_free;
    }
  }
}

constexpr std::uint32_t kChoiceMask = (1U << kChoiceBits) - 1;

// Processes one stretch, backwards.
void choose_lane(const ChoiceCosts& costs, std::size_t begin, std::size_t end,
                 std::uint8_t* choices) {
  // Costs of the cheapest paths from 1, 2, ... places after the current one.
  std::array<std::uint32_t, kLongestChoice> after = {};
  for (std::size_t i = end + kWarmUp; i-- > begin;) {
    std::uint32_t best = after[0] + costs.rows[0][i];
    for (std::size_t choice = 1; choice < costs.n_choices; ++choice) {
      best = std::min(
          best, after[kChoiceValues[choice] - 1U] + costs.rows[choice][i]);
    }
    if (i < end) {
      choices[i] = static_cast<std::uint8_t>(best & kChoiceMask);
    }
    std::move_backward(after.begin(), after.end() - 1, after.end());
    after[0] = best & ~kChoiceMask;
  }
}

void choose(const ChoiceCosts& costs, std::size_t n, std::uint8_t* choices) {
  const std::size_t stretch = n / kLanes;
  for (std::size_t begin = 0; begin < n; begin += stretch) {
    choose_lane(costs, begin, begin + stretch, choices);
  }
}

}  // namespace

MatchKernels plain_match_kernels() {
  return {.name = "plain",
          .hash = hash,
          .age = age,
          .accept = accept,
          .cost_literals = cost_literals,
          .cost_matches = cost_matches,
          .cost_longer = cost_longer,
          .favour_runs = favour_runs,
          .choose = choose};
}

}  // namespace mtscomp
