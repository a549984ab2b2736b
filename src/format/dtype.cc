// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/dtype.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <utility>

namespace mtscomp {
namespace {

// NumPy's native names mean the byte order of the machine that packed the
// recording.  All acquisition systems in use, and all supported machines, are
// little-endian.
static_assert(std::endian::native == std::endian::little);

struct KindName {
  ValueKind kind;
  char letter;
  std::string_view word;
};

constexpr std::array kKinds = {
    KindName{ValueKind::kSigned, 'i', "int"},
    KindName{ValueKind::kUnsigned, 'u', "uint"},
    KindName{ValueKind::kFloat, 'f', "float"},
};

std::optional<Dtype> make_dtype(ValueKind kind, int width, ByteOrder order) {
  const bool is_known = width == 2 || width == 4 || width == 8 ||
                        (width == 1 && kind != ValueKind::kFloat);
  if (!is_known) {
    return std::nullopt;
  }
  // One byte has no order.  A fixed value makes == work.
  return Dtype{kind, static_cast<std::uint8_t>(width),
               width == 1 ? ByteOrder::kLittleEndian : order};
}

// "int16": the width is in bits.
std::optional<Dtype> parse_word(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, int>, 4> kBits = {
      {{"8", 1}, {"16", 2}, {"32", 4}, {"64", 8}}};
  for (const KindName& kind : kKinds) {
    for (const auto& [bits, width] : kBits) {
      if (name == fmt::format("{}{}", kind.word, bits)) {
        return make_dtype(kind.kind, width, ByteOrder::kLittleEndian);
      }
    }
  }
  return std::nullopt;
}

// NumPy's names for the types of C on 64-bit Linux.
struct CName {
  std::string_view word;
  char letter;
  ValueKind kind;
  int width;
};

constexpr std::array kCNames = {
    CName{"byte", 'b', ValueKind::kSigned, 1},
    CName{"ubyte", 'B', ValueKind::kUnsigned, 1},
    CName{"short", 'h', ValueKind::kSigned, 2},
    CName{"ushort", 'H', ValueKind::kUnsigned, 2},
    CName{"intc", 'i', ValueKind::kSigned, 4},
    CName{"uintc", 'I', ValueKind::kUnsigned, 4},
    CName{"int", 'l', ValueKind::kSigned, 8},
    CName{"uint", 'L', ValueKind::kUnsigned, 8},
    CName{"longlong", 'q', ValueKind::kSigned, 8},
    CName{"ulonglong", 'Q', ValueKind::kUnsigned, 8},
    CName{"half", 'e', ValueKind::kFloat, 2},
    CName{"single", 'f', ValueKind::kFloat, 4},
    CName{"double", 'd', ValueKind::kFloat, 8},
    CName{"float", 'd', ValueKind::kFloat, 8},
};

std::optional<Dtype> parse_c_word(std::string_view name) {
  for (const CName& known : kCNames) {
    if (name == known.word) {
      return make_dtype(known.kind, known.width, ByteOrder::kLittleEndian);
    }
  }
  return std::nullopt;
}

std::optional<Dtype> parse_letter(char letter, ByteOrder order) {
  for (const CName& known : kCNames) {
    if (letter == known.letter) {
      return make_dtype(known.kind, known.width, order);
    }
  }
  return std::nullopt;
}

// "<i2", "i2": the width is in bytes.  "<h", "h": the letter of a C type.
std::optional<Dtype> parse_short(std::string_view name) {
  ByteOrder order = ByteOrder::kLittleEndian;
  if (!name.empty() &&
      std::string_view("<>=|").find(name.front()) != std::string_view::npos) {
    order =
        name.front() == '>' ? ByteOrder::kBigEndian : ByteOrder::kLittleEndian;
    name.remove_prefix(1);
  }
  if (name.size() == 1) {
    return parse_letter(name.front(), order);
  }
  if (name.size() != 2) {
    return std::nullopt;
  }
  for (const KindName& kind : kKinds) {
    if (name.front() == kind.letter) {
      return make_dtype(kind.kind, name.back() - '0', order);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Dtype> parse_dtype(std::string_view name) {
  if (const std::optional<Dtype> dtype = parse_word(name)) {
    return dtype;
  }
  const std::optional<Dtype> dtype = parse_c_word(name);
  return dtype ? dtype : parse_short(name);
}

std::string serialize_dtype(const Dtype& dtype) {
  const KindName& kind = kKinds.at(static_cast<std::size_t>(dtype.kind));
  constexpr int kBitsPerByte = 8;
  return dtype.byte_order == ByteOrder::kBigEndian
             ? fmt::format(">{}{}", kind.letter, dtype.value_width)
             : fmt::format("{}{}", kind.word, kBitsPerByte * dtype.value_width);
}

}  // namespace mtscomp
