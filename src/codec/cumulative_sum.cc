// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/cumulative_sum.h"

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstring>

#include "mtscomp/codec/half.h"

namespace mtscomp {
namespace {

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

// How the bit patterns of two values, as words, are added.
template <typename Word>
struct AddIntegers {
  using Bits = Word;
  static Word add(Word a, Word b) { return static_cast<Word>(a + b); }
};

template <typename Word, typename Float>
struct AddFloats {
  using Bits = Word;
  static Word add(Word a, Word b) {
    return std::bit_cast<Word>(std::bit_cast<Float>(a) +
                               std::bit_cast<Float>(b));
  }
};

struct AddHalves {
  using Bits = std::uint16_t;
  static Bits add(Bits a, Bits b) {
    return float_to_half(half_to_float(a) + half_to_float(b));
  }
};

template <typename Adder, ByteOrder kOrder>
struct Values {
  using Bits = typename Adder::Bits;

  static Bits load(const std::byte* at) {
    Bits bits = 0;
    std::memcpy(&bits, at, sizeof(bits));
    return kOrder == ByteOrder::kBigEndian ? swap_bytes(bits) : bits;
  }
  static void store(std::byte* at, Bits bits) {
    bits = kOrder == ByteOrder::kBigEndian ? swap_bytes(bits) : bits;
    std::memcpy(at, &bits, sizeof(bits));
  }

  static void sum_along_channels(std::byte* row, std::size_t row_size) {
    Bits sum = load(row);
    for (std::size_t i = sizeof(Bits); i < row_size; i += sizeof(Bits)) {
      sum = Adder::add(sum, load(row + i));
      store(row + i, sum);
    }
  }
  static void add_row(const std::byte* previous, std::byte* row,
                      std::size_t row_size) {
    for (std::size_t i = 0; i < row_size; i += sizeof(Bits)) {
      store(row + i, Adder::add(load(previous + i), load(row + i)));
    }
  }

  static void undo(std::span<std::byte> samples, const ChunkLayout& layout) {
    const std::size_t row_size = layout.sample_size();
    for (std::size_t at = 0; at < samples.size(); at += row_size) {
      std::byte* const row = samples.data() + at;
      if (layout.do_spatial_diff) {
        sum_along_channels(row, row_size);
      }
      if (layout.do_time_diff && at > 0) {
        add_row(row - row_size, row, row_size);
      }
    }
  }
};

template <typename Adder>
void undo_with(std::span<std::byte> samples, const ChunkLayout& layout) {
  if (layout.dtype.byte_order == ByteOrder::kBigEndian) {
    Values<Adder, ByteOrder::kBigEndian>::undo(samples, layout);
  } else {
    Values<Adder, ByteOrder::kLittleEndian>::undo(samples, layout);
  }
}

void undo_floats(std::span<std::byte> samples, const ChunkLayout& layout) {
  switch (layout.dtype.value_width) {
    case 2:
      return undo_with<AddHalves>(samples, layout);
    case 4:
      return undo_with<AddFloats<std::uint32_t, float>>(samples, layout);
    default:
      assert(layout.dtype.value_width == 8);
      return undo_with<AddFloats<std::uint64_t, double>>(samples, layout);
  }
}

void undo_integers(std::span<std::byte> samples, const ChunkLayout& layout) {
  switch (layout.dtype.value_width) {
    case 1:
      return undo_with<AddIntegers<std::uint8_t>>(samples, layout);
    case 2:
      return undo_with<AddIntegers<std::uint16_t>>(samples, layout);
    case 4:
      return undo_with<AddIntegers<std::uint32_t>>(samples, layout);
    default:
      assert(layout.dtype.value_width == 8);
      return undo_with<AddIntegers<std::uint64_t>>(samples, layout);
  }
}

}  // namespace

void undo_differences(std::span<std::byte> samples, const ChunkLayout& layout) {
  assert(samples.size() % layout.sample_size() == 0);
  if (!layout.do_time_diff && !layout.do_spatial_diff) {
    return;
  }
  if (layout.dtype.kind == ValueKind::kFloat) {
    undo_floats(samples, layout);
  } else {
    undo_integers(samples, layout);
  }
}

}  // namespace mtscomp
