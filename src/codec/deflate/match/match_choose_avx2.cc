// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for AVX2: see transpose_tiles.h for the restrictions.
#include <immintrin.h>

#include "codec/deflate/match/match_kernels_avx2.h"

namespace mtscomp {
namespace {

// Eight places of all stretches.  Row k has place k of each stretch, or places
// 0 to 7 of stretches k and k + 8, one in each half.
struct Tile {
  __m256i rows[8];

  __m256i& operator[](std::size_t k) { return rows[k]; }
  const __m256i& operator[](std::size_t k) const { return rows[k]; }
};

// Transposes 8 x 8 values in each half.
Tile transposed(const Tile& t) {
  Tile pairs;
  for (std::size_t k = 0; k < 8; k += 2) {
    pairs[k] = _mm256_unpacklo_epi16(t[k], t[k + 1]);
    pairs[k + 1] = _mm256_unpackhi_epi16(t[k], t[k + 1]);
  }
  Tile fours;
  for (std::size_t k = 0; k < 8; k += 4) {
    fours[k] = _mm256_unpacklo_epi32(pairs[k], pairs[k + 2]);
    fours[k + 1] = _mm256_unpackhi_epi32(pairs[k], pairs[k + 2]);
    fours[k + 2] = _mm256_unpacklo_epi32(pairs[k + 1], pairs[k + 3]);
    fours[k + 3] = _mm256_unpackhi_epi32(pairs[k + 1], pairs[k + 3]);
  }
  Tile all;
  for (std::size_t k = 0; k < 4; ++k) {
    all[2 * k] = _mm256_unpacklo_epi64(fours[k], fours[k + 4]);
    all[2 * k + 1] = _mm256_unpackhi_epi64(fours[k], fours[k + 4]);
  }
  return all;
}

Tile load_places(const std::uint16_t* costs, std::size_t stretch) {
  Tile rows;
  for (std::size_t k = 0; k < 8; ++k) {
    const std::uint16_t* const at = costs + k * stretch;
    rows[k] =
        _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(at + 8 * stretch),
                            reinterpret_cast<const __m128i*>(at));
  }
  return transposed(rows);
}

void store_places(const Tile& places, std::size_t stretch,
                  std::uint8_t* choices) {
  const Tile rows = transposed(places);
  for (std::size_t k = 0; k < 8; k += 2) {
    const __m256i two = _mm256_packus_epi16(rows[k], rows[k + 1]);
    std::uint8_t* const at = choices + k * stretch;
    const auto store = [](std::uint8_t* to, __m128i half, bool is_upper) {
      auto* const target = reinterpret_cast<__m128i*>(to);
      _mm_storel_epi64(target, is_upper ? _mm_srli_si128(half, 8) : half);
    };
    const __m128i low = _mm256_castsi256_si128(two);
    const __m128i high = _mm256_extracti128_si256(two, 1);
    store(at, low, false);
    store(at + stretch, low, true);
    store(at + 8 * stretch, high, false);
    store(at + 9 * stretch, high, true);
  }
}

// Costs of the cheapest paths from 1, 2, ... places after the current one.
template <std::size_t kUsedChoices>
struct WaysOn {
  static constexpr std::size_t kReach = kChoiceValues[kUsedChoices - 1];

  __m256i costs[kReach];

  // Moves one place back.  Returns the choice of the cheapest path there.
  __m256i step(const Tile (&here)[kUsedChoices], std::size_t place) {
    __m256i best = _mm256_adds_epu16(costs[0], here[0][place]);
    for (std::size_t choice = 1; choice < kUsedChoices; ++choice) {
      best = _mm256_min_epu16(
          best, _mm256_adds_epu16(costs[kChoiceValues[choice] - 1],
                                  here[choice][place]));
    }
    for (std::size_t on = kReach - 1; on > 0; --on) {
      costs[on] = costs[on - 1];
    }
    costs[0] = _mm256_andnot_si256(choice_mask(), best);
    return _mm256_and_si256(best, choice_mask());
  }

  // Subtracts the minimum from all costs: only their differences matter.
  void lower() {
    __m256i least = costs[0];
    for (const __m256i cost : costs) {
      least = _mm256_min_epu16(least, cost);
    }
    for (__m256i& cost : costs) {
      cost = _mm256_sub_epi16(cost, least);
    }
  }

 private:
  static __m256i choice_mask() {
    return _mm256_set1_epi16((1 << kChoiceBits) - 1);
  }
};

template <std::size_t kUsedChoices>
void choose_among(const ChoiceCosts& costs, std::size_t n,
                  std::uint8_t* choices) {
  const std::size_t stretch = n / kLanes;
  WaysOn<kUsedChoices> ways = {};
  for (std::size_t end = stretch + kWarmUp; end > 0; end -= 8) {
    const std::size_t begin = end - 8;
    Tile tiles[kUsedChoices];
    for (std::size_t choice = 0; choice < kUsedChoices; ++choice) {
      tiles[choice] = load_places(costs.rows[choice] + begin, stretch);
    }
    Tile chosen;
    for (std::size_t place = 8; place-- > 0;) {
      chosen[place] = ways.step(tiles, place);
    }
    ways.lower();
    if (begin < stretch) {
      store_places(chosen, stretch, choices + begin);
    }
  }
}

}  // namespace

void choose_avx2(const ChoiceCosts& costs, std::size_t n,
                 std::uint8_t* choices) {
  const auto run = costs.n_choices == kShortChoices
                       ? choose_among<kShortChoices>
                       : choose_among<kChoices>;
  run(costs, n, choices);
}

}  // namespace mtscomp
