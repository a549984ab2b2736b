// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "fuzz/random_streams.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/zlib/deflate_symbols.h"
#include "fuzz/differences.h"
#include "mtscomp/codec/decoder_choice.h"
#include "mtscomp/codec/deflate.h"
#include "support/deflate_writer.h"

namespace mtscomp {
namespace {

std::size_t below(std::size_t n, Random& random) { return random() % n; }

bool one_in(std::size_t n, Random& random) { return below(n, random) == 0; }

// Mostly small, for speed; some are larger than deflate's window, and large
// enough for the fast loop.
std::size_t random_size(Random& random) {
  constexpr std::array<std::size_t, 8> kLimits = {40,   400,  1000,   1500,
                                                  2000, 4000, 40'000, 150'000};
  const std::size_t limit = one_in(16, random) ? kLimits[4 + below(4, random)]
                                               : kLimits[below(4, random)];
  return 1 + below(limit, random);
}

// Differences of 16-bit samples.
void append_samples(Bytes& bytes, std::size_t size, Random& random) {
  const int range = 1 << below(10, random);
  for (std::size_t i = 0; i < size; i += 2) {
    int value = 0;
    for (int k = 0; k < 3; ++k) {
      value +=
          static_cast<int>(random() % static_cast<unsigned>(range)) - range / 2;
    }
    bytes.push_back(static_cast<std::byte>(value));
    bytes.push_back(static_cast<std::byte>(value >> 8));
  }
}

void append_few_values(Bytes& bytes, std::size_t size, Random& random) {
  const std::size_t n_values = 1 + below(one_in(2, random) ? 3 : 256, random);
  for (std::size_t i = 0; i < size; ++i) {
    bytes.push_back(static_cast<std::byte>(below(n_values, random)));
  }
}

// Copies of earlier bytes, from anywhere: matches of every length and distance.
void append_copies(Bytes& bytes, std::size_t size, Random& random) {
  for (std::size_t i = 0; i < size;) {
    const std::size_t length = 1 + below(one_in(4, random) ? 400 : 12, random);
    const std::size_t distance =
        1 + below(one_in(2, random) ? std::min<std::size_t>(bytes.size(), 20)
                                    : bytes.size(),
                  random);
    for (std::size_t k = 0; k < length; ++k) {
      bytes.push_back(bytes[bytes.size() - distance]);
    }
    bytes.push_back(static_cast<std::byte>(random()));
    i += length + 1;
  }
}

Bytes random_content(Random& random) {
  const std::size_t size = random_size(random);
  Bytes bytes = {static_cast<std::byte>(random())};
  while (bytes.size() < size) {
    const std::size_t part = one_in(2, random)
                                 ? size - bytes.size()
                                 : 1 + below(size - bytes.size(), random);
    switch (below(4, random)) {
      case 0:
        append_few_values(bytes, part, random);
        break;
      case 1:
        append_copies(bytes, part, random);
        break;
      default:
        append_samples(bytes, part, random);
    }
  }
  bytes.resize(size);
  return bytes;
}

// Every level, strategy, window and memory size; some streams consist of
// flushed pieces with different settings.
Bytes encode_with_zlib(const Bytes& content, Random& random) {
  constexpr std::array<int, 4> kFlushes = {Z_NO_FLUSH, Z_SYNC_FLUSH,
                                           Z_FULL_FLUSH, Z_BLOCK};
  const auto level = [&] { return static_cast<int>(below(11, random)) - 1; };
  const auto strategy = [&] { return static_cast<int>(below(5, random)); };
  z_stream stream = {};
  deflateInit2(&stream, level(), Z_DEFLATED,
               9 + static_cast<int>(below(7, random)),
               1 + static_cast<int>(below(9, random)), strategy());
  Bytes input = content;
  Bytes output(2 * content.size() + 5'000);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.next_out = reinterpret_cast<Bytef*>(output.data());
  stream.avail_out = static_cast<uInt>(output.size());
  std::size_t n_pieces = one_in(4, random) ? below(5, random) : 0;
  std::size_t left = input.size();
  for (; n_pieces > 0; --n_pieces) {
    const std::size_t piece = below(left + 1, random);
    left -= piece;
    stream.avail_in += static_cast<uInt>(piece);
    deflate(&stream, kFlushes[below(kFlushes.size(), random)]);
    if (one_in(2, random)) {
      deflateParams(&stream, level(), strategy());
    }
  }
  stream.avail_in += static_cast<uInt>(left);
  deflate(&stream, Z_FINISH);
  output.resize(stream.total_out);
  deflateEnd(&stream);
  return output;
}

// The levels of mtscomp-pack, which use zlib or libdeflate for values that are
// not 2 bytes wide.  A new encoder must be added to this list.
Bytes encode_with_deflater(const Bytes& content, Random& random) {
  constexpr std::array<const char*, 4> kLevels = {"fast", "balanced", "dense",
                                                  "zlib6"};
  const std::string level = kLevels[below(kLevels.size(), random)];
  const std::size_t value_width = std::size_t{1} << below(4, random);
  ByteBuffer output;
  const std::span<const std::byte> stream =
      Deflater(parse_deflate_level(level))
          .deflate(content, value_width, output);
  return {stream.begin(), stream.end()};
}

// Blocks that no encoder makes: random codes, some of them long, and random
// symbols.  Their content is not given but results from the symbols.
class RandomBlocks {
 public:
  explicit RandomBlocks(Random& random) : random_(random) {}

  Stream write() {
    const std::size_t n_blocks = 1 + below(3, random_);
    for (std::size_t i = 0; i < n_blocks; ++i) {
      write_block(i + 1 == n_blocks);
    }
    return {.bytes = writer_.zlib_stream(content_), .size = content_.size()};
  }

 private:
  using Lengths = std::vector<std::uint8_t>;
  struct Code {
    const Lengths& lengths;
    std::vector<unsigned> codes;
  };

  void write_block(bool is_last) {
    Lengths literals =
        random_code_lengths(286, 3 + below(280, random_), random_);
    if (literals[kEndOfBlock] == 0) {
      // Another symbol passes its code to the end of block.
      std::swap(literals[kEndOfBlock], literals[pick(literals)]);
    }
    const Lengths distances =
        random_code_lengths(30, 2 + below(29, random_), random_);
    writer_.put_block_header(is_last, 2);
    writer_.put_codes(literals, distances);
    write_symbols(literals, distances);
  }

  void write_symbols(const Lengths& literals, const Lengths& distances) {
    const Code literal_code = {literals, canonical_codes(literals)};
    const Code distance_code = {distances, canonical_codes(distances)};
    const std::size_t n_symbols =
        below(one_in(32, random_) ? 20'000 : 150, random_);
    for (std::size_t i = 0; i < n_symbols; ++i) {
      const unsigned symbol = pick(literals);
      if (symbol < kEndOfBlock) {
        put(literal_code, symbol);
        content_.push_back(static_cast<std::byte>(symbol));
      } else if (symbol > kEndOfBlock) {
        write_match(literal_code, symbol, distance_code);
      }
    }
    put(literal_code, kEndOfBlock);
  }

  // Unless the distance would be too large.
  void write_match(const Code& literal_code, unsigned length_symbol,
                   const Code& distance_code) {
    const unsigned distance_symbol = pick(distance_code.lengths);
    const NumberSymbol& distance = kDistanceSymbols[distance_symbol];
    const std::size_t distance_extra =
        below(std::size_t{1} << distance.extra_bits, random_);
    const std::size_t back = distance.base + distance_extra;
    if (back > content_.size()) {
      return;
    }
    const NumberSymbol& length =
        kLengthSymbols[length_symbol - kFirstLengthSymbol];
    const std::size_t length_extra =
        below(std::size_t{1} << length.extra_bits, random_);
    put(literal_code, length_symbol);
    writer_.put(length_extra, length.extra_bits);
    put(distance_code, distance_symbol);
    writer_.put(distance_extra, distance.extra_bits);
    for (std::size_t i = 0; i < length.base + length_extra; ++i) {
      content_.push_back(content_[content_.size() - back]);
    }
  }

  void put(const Code& code, unsigned symbol) {
    writer_.put_code(code.codes[symbol], code.lengths[symbol]);
  }

  // A symbol that has a code; usually with the frequency that the code implies.
  unsigned pick(const Lengths& lengths) {
    for (;;) {
      const std::size_t symbol = below(lengths.size(), random_);
      const std::uint8_t length = lengths[symbol];
      if (length > 0 && (one_in(8, random_) ||
                         one_in(std::size_t{1} << (length / 2), random_))) {
        return static_cast<unsigned>(symbol);
      }
    }
  }

  Random& random_;
  DeflateWriter writer_;
  Bytes content_;
};

void flip_bits(Bytes& bytes, Random& random) {
  for (std::size_t n = 1 + below(3, random); n > 0; --n) {
    // The codes are near the beginning.
    const std::size_t end = one_in(3, random)
                                ? std::min<std::size_t>(bytes.size(), 80)
                                : bytes.size();
    bytes[below(end, random)] ^= static_cast<std::byte>(1U << below(8, random));
  }
}

void splice(Bytes& bytes, const Bytes& other, Random& random) {
  const std::size_t from = below(other.size(), random);
  const std::size_t n = 1 + below(other.size() - from, random);
  const auto at =
      bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size(), random));
  const auto first = other.begin() + static_cast<std::ptrdiff_t>(from);
  bytes.erase(at, one_in(2, random) ? bytes.end() : at);
  bytes.insert(bytes.end(), first, first + static_cast<std::ptrdiff_t>(n));
}

// Adds the checksum and size of the damaged stream's present content.
std::optional<Stream> mended(const Bytes& bytes, std::size_t max_size) {
  if (bytes.size() < 6) {
    return std::nullopt;
  }
  const std::span<const std::byte> raw = std::span(bytes).subspan(2);
  const std::optional<RawStream> found = zlib_inflate_raw(raw, max_size);
  if (!found || found->content.empty()) {
    return std::nullopt;
  }
  return Stream{.bytes = as_zlib_stream(raw.first(found->size), found->content),
                .size = found->content.size()};
}

}  // namespace

Stream random_stream(Random& random) {
  if (one_in(4, random)) {
    Stream stream = RandomBlocks(random).write();
    if (stream.size > 0) {
      return stream;
    }
  }
  const Bytes content = random_content(random);
  return {.bytes = one_in(4, random) ? encode_with_deflater(content, random)
                                     : encode_with_zlib(content, random),
          .size = content.size()};
}

Stream damaged_stream(const Stream& stream, const Stream& other,
                      Random& random) {
  Stream damaged = stream;
  switch (below(8, random)) {
    case 0:
      damaged.bytes.resize(below(damaged.bytes.size(), random));
      break;
    case 1:
      splice(damaged.bytes, other.bytes, random);
      break;
    case 2:
      damaged.size += below(3, random) - 1;
      break;
    default:
      flip_bits(damaged.bytes, random);
  }
  damaged.size = std::max<std::size_t>(damaged.size, 1);
  if (one_in(2, random)) {
    return mended(damaged.bytes, 2 * stream.size + 1000).value_or(damaged);
  }
  return damaged;
}

}  // namespace mtscomp
