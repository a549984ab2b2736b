// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <emmintrin.h>

#include "codec/transform/int16/int16_simd.h"

namespace mtscomp {
namespace {

struct Sse2 {
  using Register = __m128i;
  static constexpr std::size_t kValues = 8;

  static Register zero() { return _mm_setzero_si128(); }
  static Register add(Register a, Register b) { return _mm_add_epi16(a, b); }

  static Register load(const std::byte* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  }
  static Register load_tile(const std::byte* at, std::size_t /*pitch*/) {
    return load(at);
  }
  static void store(std::byte* at, Register values) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(at), values);
  }

  static Register low(Register a, Register b) {
    return _mm_unpacklo_epi16(a, b);
  }
  static Register high(Register a, Register b) {
    return _mm_unpackhi_epi16(a, b);
  }

  static Register prefix_sums(Register values) {
    values = add(values, _mm_slli_si128(values, 2));
    values = add(values, _mm_slli_si128(values, 4));
    return add(values, _mm_slli_si128(values, 8));
  }
  static Register broadcast_last(Register values) {
    const Register last = _mm_shufflehi_epi16(values, 0xff);
    return _mm_unpackhi_epi64(last, last);
  }
  static std::uint16_t first(Register values) {
    return static_cast<std::uint16_t>(_mm_cvtsi128_si32(values));
  }
};

}  // namespace

Int16Kernels sse2_int16_kernels() {
  return Int16Simd<Sse2, plain_int16_kernels>::kernels("SSE2");
}

}  // namespace mtscomp
