// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for AVX2: see transpose_tiles.h for the restrictions.
#include <immintrin.h>

#include "codec/deflate/match/match_kernels_avx2.h"

namespace mtscomp {
namespace {

__m256i load(const std::uint16_t* at) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

void store(std::uint16_t* at, __m256i values) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), values);
}

__m256i broadcast(std::uint16_t value) {
  return _mm256_set1_epi16(static_cast<short>(value));
}

__m256i is_zero(__m256i values) {
  return _mm256_cmpeq_epi16(values, _mm256_setzero_si256());
}

// A table of 16 bytes for look_up(), with indexes of 16 bits.
__m256i load_table(const std::uint8_t* table) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
}

// Requires: indexes are below 16, except bit 15 from upper_zero().
__m256i look_up(__m256i table, __m256i indexes) {
  return _mm256_shuffle_epi8(table, indexes);
}

// Makes the upper byte of each result 0.
__m256i upper_zero(__m256i indexes) {
  return _mm256_or_si256(indexes, broadcast(0x8000));
}

// distance_slot() of eight distances; undefined for 0.
__m256i find_slots(__m128i distances) {
  const __m256i wide = _mm256_cvtepu16_epi32(distances);
  const __m256i bytes =
      _mm256_sub_epi32(_mm256_add_epi32(wide, wide), _mm256_set1_epi32(1));
  const __m256i bits = _mm256_castps_si256(_mm256_cvtepi32_ps(bytes));
  return _mm256_sub_epi32(_mm256_srli_epi32(bits, 22),
                          _mm256_set1_epi32(2 * 127));
}

__m256i find_slots(__m256i distances) {
  const __m256i low = find_slots(_mm256_castsi256_si128(distances));
  const __m256i high = find_slots(_mm256_extracti128_si256(distances, 1));
  // The pack instruction works within lanes of 128 bits.
  return _mm256_permute4x64_epi64(_mm256_packus_epi32(low, high), 0xd8);
}

}  // namespace

void cost_literals_avx2(const LiteralClasses& classes,
                        const std::uint16_t* values, std::size_t n,
                        std::uint16_t* costs) {
  const __m256i ones = load_table(classes.ones.data());
  const __m256i sixteens = load_table(classes.sixteens.data());
  const __m256i large = load_table(classes.large.data());
  const __m256i last = broadcast(15);
  for (std::size_t i = 0; i < n; i += kStep) {
    const __m256i size = _mm256_abs_epi16(load(values + i));
    const __m256i by_sixteen = _mm256_srli_epi16(size, 4);
    const __m256i by_256 = _mm256_srli_epi16(size, 8);
    __m256i price = look_up(large, upper_zero(_mm256_min_epu16(by_256, last)));
    price = _mm256_blendv_epi8(
        price,
        look_up(sixteens, upper_zero(_mm256_min_epu16(by_sixteen, last))),
        is_zero(by_256));
    price = _mm256_blendv_epi8(
        price, look_up(ones, upper_zero(_mm256_min_epu16(size, last))),
        is_zero(by_sixteen));
    store(costs + i, _mm256_slli_epi16(price, kChoiceBits));
  }
}

void cost_matches_avx2(const DistanceBits& bits, MatchChoice match,
                       const std::uint16_t* distances, std::size_t n,
                       std::uint16_t* costs) {
  const __m256i near = load_table(bits.data());
  const __m256i far = load_table(bits.data() + 16);
  const __m256i length_price = broadcast(match.length_price);
  const __m256i choice = broadcast(match.choice);
  for (std::size_t i = 0; i < n; i += kStep) {
    const __m256i distance = load(distances + i);
    const __m256i slots = find_slots(distance);
    const __m256i indexes = upper_zero(slots);
    // Moves bit 4 of the slot to the bit that the blend instruction tests.
    const __m256i is_far = _mm256_slli_epi16(slots, 3);
    const __m256i distance_price = _mm256_blendv_epi8(
        look_up(near, indexes), look_up(far, indexes), is_far);
    const __m256i price = _mm256_add_epi16(distance_price, length_price);
    const __m256i cost =
        _mm256_or_si256(_mm256_slli_epi16(price, kChoiceBits), choice);
    store(costs + i,
          _mm256_blendv_epi8(cost, broadcast(kNoMatch), is_zero(distance)));
  }
}

void cost_longer_avx2(std::uint16_t difference, const std::uint16_t* distances,
                      const std::uint16_t* costs, std::size_t n,
                      std::uint16_t* longer_costs) {
  const __m256i longer = broadcast(difference);
  for (std::size_t i = 0; i < n; i += kStep) {
    const __m256i distance = load(distances + i);
    const __m256i goes_on = _mm256_andnot_si256(
        is_zero(distance),
        _mm256_cmpeq_epi16(distance, load(distances + i + 1)));
    store(
        longer_costs + i,
        _mm256_blendv_epi8(broadcast(kNoMatch),
                           _mm256_add_epi16(load(costs + i), longer), goes_on));
  }
}

void favour_runs_avx2(const std::uint16_t* distances, std::uint16_t choice,
                      std::size_t n, std::uint16_t* costs) {
  const __m256i almost_free =
      broadcast(static_cast<std::uint16_t>(1U << kChoiceBits | choice));
  for (std::size_t i = 0; i < n; i += kStep) {
    const __m256i distance = load(distances + i);
    const auto is_at = [&](std::size_t j) {
      return _mm256_cmpeq_epi16(distance, load(distances + i + j));
    };
    const __m256i is_run = _mm256_andnot_si256(
        is_zero(distance),
        _mm256_and_si256(is_at(1), _mm256_and_si256(is_at(8), is_at(16))));
    store(costs + i, _mm256_blendv_epi8(load(costs + i), almost_free, is_run));
  }
}

}  // namespace mtscomp
