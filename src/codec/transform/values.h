// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Loads, stores, adds and subtracts values of any dtype.  Values are handled as
// bit patterns.
//
// Integers wrap modulo 2^n.  Floats are added in their own type.  float16 is
// added in float32, and the result is rounded to float16, like in NumPy.
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "codec/transform/half.h"
#include "mtscomp/format/dtype.h"

namespace mtscomp {

template <typename Word>
constexpr Word swap_bytes(Word word) {
  if constexpr (sizeof(Word) == 1) {
    return word;
  } else if constexpr (sizeof(Word) == 2) {
    return __builtin_bswap16(word);
  } else if constexpr (sizeof(Word) == 4) {
    return __builtin_bswap32(word);
  } else {
    return __builtin_bswap64(word);
  }
}

template <typename Word>
struct Integers {
  using Bits = Word;
  static Bits add(Bits a, Bits b) { return static_cast<Bits>(a + b); }
  static Bits subtract(Bits a, Bits b) { return static_cast<Bits>(a - b); }
};

template <typename Word, typename Float>
struct Floats {
  using Bits = Word;
  static Bits add(Bits a, Bits b) {
    return std::bit_cast<Bits>(std::bit_cast<Float>(a) +
                               std::bit_cast<Float>(b));
  }
  static Bits subtract(Bits a, Bits b) {
    return std::bit_cast<Bits>(std::bit_cast<Float>(a) -
                               std::bit_cast<Float>(b));
  }
};

struct Halves {
  using Bits = std::uint16_t;
  static Bits add(Bits a, Bits b) {
    return float_to_half(half_to_float(a) + half_to_float(b));
  }
  static Bits subtract(Bits a, Bits b) {
    return float_to_half(half_to_float(a) - half_to_float(b));
  }
};

// Arithmetic (one of the types above) on values with this byte order in memory.
template <typename Arithmetic, ByteOrder kOrder>
struct Values : Arithmetic {
  using Bits = typename Arithmetic::Bits;

  static Bits load(const std::byte* at) {
    Bits bits = 0;
    std::memcpy(&bits, at, sizeof(bits));
    return kOrder == ByteOrder::kBigEndian ? swap_bytes(bits) : bits;
  }
  static void store(std::byte* at, Bits bits) {
    bits = kOrder == ByteOrder::kBigEndian ? swap_bytes(bits) : bits;
    std::memcpy(at, &bits, sizeof(bits));
  }
};

template <typename Arithmetic, typename Use>
void with_ordered_values_of(ByteOrder byte_order, Use use) {
  if (byte_order == ByteOrder::kBigEndian) {
    use(Values<Arithmetic, ByteOrder::kBigEndian>());
  } else {
    use(Values<Arithmetic, ByteOrder::kLittleEndian>());
  }
}

template <typename Use>
void with_floats_of(const Dtype& dtype, Use use) {
  switch (dtype.value_width) {
    case 2:
      return with_ordered_values_of<Halves>(dtype.byte_order, use);
    case 4:
      return with_ordered_values_of<Floats<std::uint32_t, float>>(
          dtype.byte_order, use);
    default:
      assert(dtype.value_width == 8);
      return with_ordered_values_of<Floats<std::uint64_t, double>>(
          dtype.byte_order, use);
  }
}

template <typename Use>
void with_integers_of(const Dtype& dtype, Use use) {
  switch (dtype.value_width) {
    case 1:
      return with_ordered_values_of<Integers<std::uint8_t>>(dtype.byte_order,
                                                            use);
    case 2:
      return with_ordered_values_of<Integers<std::uint16_t>>(dtype.byte_order,
                                                             use);
    case 4:
      return with_ordered_values_of<Integers<std::uint32_t>>(dtype.byte_order,
                                                             use);
    default:
      assert(dtype.value_width == 8);
      return with_ordered_values_of<Integers<std::uint64_t>>(dtype.byte_order,
                                                             use);
  }
}

// Calls use(Values<...>()) with the Values type for this dtype.
template <typename Use>
void with_values_of(const Dtype& dtype, Use use) {
  if (dtype.kind == ValueKind::kFloat) {
    with_floats_of(dtype, use);
  } else {
    with_integers_of(dtype, use);
  }
}

}  // namespace mtscomp
