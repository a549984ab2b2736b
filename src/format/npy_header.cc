// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/npy_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>

#include "format/npy_literal.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kVersionSize = 2;

// The part before the dictionary: magic, version, length of the dictionary.
struct Preamble {
  std::size_t size = 0;       // Bytes.
  std::size_t text_size = 0;  // Bytes of the dictionary with its padding.
};

std::size_t read_little_endian(std::string_view bytes) {
  constexpr unsigned kBitsPerByte = 8;
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = (value << kBitsPerByte) | static_cast<unsigned char>(bytes[i - 1]);
  }
  return value;
}

// Requires: `start` has magic and version.
std::size_t length_size(std::string_view start, std::string_view name) {
  const int major = static_cast<unsigned char>(start[kMagic.size()]);
  const int minor = static_cast<unsigned char>(start[kMagic.size() + 1]);
  if (major < 1 || major > 3 || minor != 0) {
    throw FormatError(fmt::format(
        "{}: expected version 1.0, 2.0 or 3.0 of the NPY format, found {}.{}",
        name, major, minor));
  }
  return major == 1 ? sizeof(std::uint16_t) : sizeof(std::uint32_t);
}

Preamble read_preamble(std::string_view start, std::string_view name) {
  const std::size_t magic_size = kMagic.size() + kVersionSize;
  if (!start.starts_with(kMagic) || start.size() < magic_size) {
    throw FormatError(fmt::format(
        R"({}: not an NPY file: does not begin with "\x93NUMPY" and a version)",
        name));
  }
  const std::size_t size = magic_size + length_size(start, name);
  if (start.size() < size) {
    throw FormatError(fmt::format(
        "{}: the file has {} bytes, but its header needs at least {}", name,
        start.size(), size));
  }
  return {.size = size,
          .text_size =
              read_little_endian(start.substr(magic_size, size - magic_size))};
}

void check_complete(const Preamble& preamble, std::size_t found,
                    std::string_view name) {
  const std::size_t expected = preamble.size + preamble.text_size;
  if (expected > kMaxNpyHeaderSize) {
    throw FormatError(
        fmt::format("{}: a header of {} bytes exceeds the limit of {}", name,
                    expected, kMaxNpyHeaderSize));
  }
  if (expected > found) {
    throw FormatError(
        fmt::format("{}: the file has {} bytes, but its header needs {}", name,
                    found, expected));
  }
}

std::string_view reason_against(std::string_view descr) {
  return descr.find('O') != std::string_view::npos ? " (Python objects)" : "";
}

Dtype parse_descr(const std::string& descr, std::string_view name) {
  const std::optional<Dtype> dtype = parse_dtype(descr);
  if (!dtype) {
    throw FormatError(fmt::format(
        "{}: descr: expected an integer or float type of 1 to 8 bytes, found "
        "\"{}\"{}",
        name, descr, reason_against(descr)));
  }
  return *dtype;
}

void check_size(const NpyHeader& header, std::string_view name) {
  constexpr std::uint64_t kMaxFileSize =
      std::numeric_limits<std::int64_t>::max();
  std::uint64_t most = kMaxFileSize / header.dtype.value_width;
  for (const std::uint64_t length : header.shape) {
    // A length of 0 makes the array empty, but the other lengths are checked.
    if (length > most) {
      throw FormatError(fmt::format(
          "{}: shape: expected an array of at most {} bytes, found ({})", name,
          kMaxFileSize, fmt::join(header.shape, ", ")));
    }
    most /= std::max<std::uint64_t>(length, 1);
  }
}

// NumPy writes '|' ("no order") for types of one byte.
std::string serialize_descr(const Dtype& dtype) {
  constexpr std::string_view kLetters = "iuf";
  const char order = dtype.value_width == 1                      ? '|'
                     : dtype.byte_order == ByteOrder::kBigEndian ? '>'
                                                                 : '<';
  return fmt::format("{}{}{}", order,
                     kLetters.at(static_cast<std::size_t>(dtype.kind)),
                     dtype.value_width);
}

// Python's tuple: "()", "(3,)", "(3, 4)".
std::string serialize_shape(std::span<const std::uint64_t> shape) {
  return fmt::format("({}{})", fmt::join(shape, ", "),
                     shape.size() == 1 ? "," : "");
}

// NumPy leaves space for 21 digits of the first length, which can then grow in
// place.
std::size_t growth_room(std::span<const std::uint64_t> shape) {
  constexpr std::size_t kMostDigits = 21;
  return shape.empty() ? 0 : kMostDigits - fmt::to_string(shape[0]).size();
}

constexpr std::size_t kMaxDimensions = 32;  // NumPy's own limit.

// The text is limited in size, since it is kept in memory with the recording.
std::string describe_shape(const Header& header) {
  if (header.shape.empty()) {
    return fmt::format("no such key, but the unknown key {}",
                       describe({header.other_key}));
  }
  return header.shape.size() > kMaxDimensions
             ? fmt::format("{} dimensions", header.shape.size())
             : fmt::format("({})", fmt::join(header.shape, ", "));
}

bool shape_fits(const Header& header) {
  if (header.shape.size() < 2 || header.shape.size() > kMaxDimensions) {
    return false;
  }
  std::uint64_t left = header.n_samples() * header.n_channels;
  for (const std::uint64_t length : header.shape) {
    if (length == 0 || left % length != 0) {
      return false;
    }
    left /= length;
  }
  // For mtscomp, the last dimension is the channels.
  return left == 1 && header.shape.back() == header.n_channels;
}

}  // namespace

std::uint64_t NpyHeader::data_size() const {
  std::uint64_t size = dtype.value_width;
  for (const std::uint64_t length : shape) {
    size *= length;
  }
  return size;
}

NpyHeader parse_npy_header(std::span<const std::byte> start,
                           std::string_view name) {
  const std::string_view bytes(reinterpret_cast<const char*>(start.data()),
                               start.size());
  const Preamble preamble = read_preamble(bytes, name);
  check_complete(preamble, bytes.size(), name);
  const NpyLiteral literal = parse_npy_literal(
      bytes.substr(preamble.size, preamble.text_size), preamble.size, name);
  NpyHeader header = {.dtype = parse_descr(literal.descr, name),
                      .fortran_order = literal.fortran_order,
                      .shape = literal.shape,
                      .data_offset = preamble.size + preamble.text_size};
  check_size(header, name);
  return header;
}

std::string make_npy_header(const Dtype& dtype,
                            std::span<const std::uint64_t> shape) {
  constexpr std::size_t kAlignment = 64;
  constexpr std::string_view kVersion("\x01\x00", kVersionSize);
  constexpr unsigned kBitsPerByte = 8;
  std::string text =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}",
                  serialize_descr(dtype), serialize_shape(shape));
  text.append(growth_room(shape), ' ');
  const std::size_t unpadded =
      kMagic.size() + kVersionSize + sizeof(std::uint16_t) + text.size() + 1;
  text.append(kAlignment - unpadded % kAlignment, ' ').append(1, '\n');
  assert(text.size() <= std::numeric_limits<std::uint16_t>::max());
  std::string header(kMagic);
  header += kVersion;
  header += static_cast<char>(text.size());
  header += static_cast<char>(text.size() >> kBitsPerByte);
  return header + text;
}

std::optional<std::vector<std::uint64_t>> current_shape(const Header& header) {
  if (shape_fits(header)) {
    return header.shape;
  }
  const bool was_never_told = header.shape.empty() && header.other_key.empty();
  if (header.chopped || was_never_told) {
    return std::vector{header.n_samples(), header.n_channels};
  }
  return std::nullopt;
}

std::string describe_lost_shape(const Header& header) {
  return fmt::format(
      "shape: expected {} values with {} channels as the last dimension, found "
      "{}",
      header.n_samples() * header.n_channels, header.n_channels,
      describe_shape(header));
}

}  // namespace mtscomp
