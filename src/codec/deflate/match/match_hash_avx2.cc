// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for AVX2: see transpose_tiles.h for the restrictions.
#include <immintrin.h>

#include "codec/deflate/match/match_kernels_avx2.h"

namespace mtscomp {
namespace {

__m256i load(const std::uint32_t* at) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

void store(std::uint32_t* at, __m256i words) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), words);
}

__m256i broadcast(std::uint32_t word) {
  return _mm256_set1_epi32(static_cast<int>(word));
}

// Products of eight values with one factor.
__m256i product(const std::uint16_t* values, __m256i factor) {
  const __m128i eight =
      _mm_loadu_si128(reinterpret_cast<const __m128i*>(values));
  return _mm256_mullo_epi32(_mm256_cvtepi16_epi32(eight), factor);
}

template <std::size_t kValues>
void hash_values(const HashFactors& factors, unsigned n_index_bits,
                 const std::uint16_t* values, std::size_t n,
                 std::uint32_t position, std::uint32_t* indexes,
                 std::uint32_t* entries) {
  __m256i factor[kValues];
  for (std::size_t k = 0; k < kValues; ++k) {
    factor[k] = broadcast(factors[k]);
  }
  const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(32 - n_index_bits));
  const __m256i eights = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  for (std::size_t i = 0; i < n; i += 8) {
    __m256i sum = product(values + i, factor[0]);
    for (std::size_t k = 1; k < kValues; ++k) {
      sum = _mm256_add_epi32(sum, product(values + i + k, factor[k]));
    }
    const __m256i positions = _mm256_add_epi32(
        broadcast(position + static_cast<std::uint32_t>(i)), eights);
    store(indexes + i, _mm256_srl_epi32(sum, shift));
    // The lower half of each word is the position.
    store(entries + i, _mm256_blend_epi16(_mm256_slli_epi32(sum, kCheckBits),
                                          positions, 0x55));
  }
}

}  // namespace

void hash_avx2(const HashFactors& factors, unsigned n_index_bits,
               const std::uint16_t* values, std::size_t n,
               std::uint32_t position, std::uint32_t* indexes,
               std::uint32_t* entries) {
  const auto run = factors[2] == 0   ? hash_values<2>
                   : factors[3] == 0 ? hash_values<3>
                   : factors[4] == 0 ? hash_values<4>
                   : factors[6] == 0 ? hash_values<6>
                                     : hash_values<8>;
  run(factors, n_index_bits, values, n, position, indexes, entries);
}

void age_avx2(std::uint32_t* entries, std::size_t n, std::uint32_t position) {
  const __m256i now = broadcast(position);
  const __m256i mask = broadcast(kPositionMask);
  const __m256i farthest = broadcast(kMaxDistanceValues);
  const __m256i aged = broadcast(position - kAgedDistance);
  for (std::size_t i = 0; i < n; i += 8) {
    const __m256i entry = load(entries + i);
    const __m256i distance =
        _mm256_and_si256(_mm256_sub_epi32(now, entry), mask);
    const __m256i is_far = _mm256_cmpgt_epi32(distance, farthest);
    store(entries + i,
          _mm256_blendv_epi8(entry, _mm256_blend_epi16(entry, aged, 0x55),
                             is_far));
  }
}

namespace {

// Eight distances; 0 if there is no match.
__m256i find_distances(const std::uint32_t* entries,
                       const std::uint32_t* found) {
  const __m256i here = load(entries);
  const __m256i there = load(found);
  const __m256i distance =
      _mm256_and_si256(_mm256_sub_epi32(here, there), broadcast(kPositionMask));
  const __m256i is_same = _mm256_cmpeq_epi32(
      _mm256_srli_epi32(_mm256_xor_si256(here, there), kCheckBits),
      _mm256_setzero_si256());
  const __m256i is_near =
      _mm256_cmpgt_epi32(broadcast(kMaxDistanceValues + 1), distance);
  return _mm256_and_si256(distance, _mm256_and_si256(is_same, is_near));
}

}  // namespace

void accept_avx2(const std::uint32_t* entries, const std::uint32_t* found,
                 std::size_t n, std::uint16_t* distances) {
  for (std::size_t i = 0; i < n; i += 16) {
    const __m256i low = find_distances(entries + i, found + i);
    const __m256i high = find_distances(entries + i + 8, found + i + 8);
    // The pack instruction works within lanes of 128 bits.
    const __m256i packed =
        _mm256_permute4x64_epi64(_mm256_packus_epi32(low, high), 0xd8);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(distances + i), packed);
  }
}

}  // namespace mtscomp
