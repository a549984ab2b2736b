// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compiled for AVX2: see transpose_tiles.h for the restrictions.
#include <immintrin.h>

#include "codec/transform/int16/int16_simd.h"

namespace mtscomp {
namespace {

struct Avx2 {
  using Register = __m256i;
  static constexpr std::size_t kValues = 16;

  static Register zero() { return _mm256_setzero_si256(); }
  static Register add(Register a, Register b) { return _mm256_add_epi16(a, b); }

  static Register load(const std::byte* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
  }
  // Channel i + 8 is in the upper lane: then no instruction has to cross lanes,
  // which would take three times as long.
  static Register load_tile(const std::byte* at, std::size_t pitch) {
    return _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(at + 8 * pitch),
                               reinterpret_cast<const __m128i*>(at));
  }
  static void store(std::byte* at, Register values) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(at), values);
  }

  static Register low(Register a, Register b) {
    return _mm256_unpacklo_epi16(a, b);
  }
  static Register high(Register a, Register b) {
    return _mm256_unpackhi_epi16(a, b);
  }

  static Register prefix_sums(Register values) {
    values = add(values, _mm256_slli_si256(values, 2));
    values = add(values, _mm256_slli_si256(values, 4));
    values = add(values, _mm256_slli_si256(values, 8));
    // Now each lane has its own sums.
    const Register lower_in_upper =
        _mm256_permute2x128_si256(values, values, 0x08);
    return add(values, broadcast_last_of_lanes(lower_in_upper));
  }
  static Register broadcast_last(Register values) {
    const Register last = broadcast_last_of_lanes(values);
    return _mm256_permute2x128_si256(last, last, 0x11);
  }
  static std::uint16_t first(Register values) {
    return static_cast<std::uint16_t>(
        _mm_cvtsi128_si32(_mm256_castsi256_si128(values)));
  }

 private:
  static Register broadcast_last_of_lanes(Register values) {
    return _mm256_shuffle_epi8(values, _mm256_set1_epi16(0x0f0e));
  }
};

}  // namespace

Int16Kernels avx2_int16_kernels() {
  return Int16Simd<Avx2, sse2_int16_kernels>::kernels("AVX2");
}

}  // namespace mtscomp
