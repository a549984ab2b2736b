// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Single streams, each inflated with and without the fast loop. tests/fuzz
// compares random streams with zlib.
#include "codec/inflate/inflate_stream.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <random>

#include "codec/zlib/adler32.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/deflate_writer.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using Lengths = std::vector<std::uint8_t>;

class InflateStreamTest : public ::testing::TestWithParam<bool> {
 protected:
  void expect_content(std::span<const std::byte> stream,
                      std::span<const std::byte> content) {
    GuardedBytes output(content.size());
    ASSERT_NO_THROW(inflate(stream, output.span()));
    EXPECT_TRUE(same_bytes(content, output.span()));
    EXPECT_TRUE(output.guards_are_intact());
    EXPECT_NO_THROW(reference_inflate(stream, content.size()));  // zlib agrees.
  }

  void expect_corrupt(std::span<const std::byte> stream, std::size_t size) {
    GuardedBytes output(size);
    EXPECT_THROW(inflate(stream, output.span()), CorruptChunkError);
    EXPECT_TRUE(output.guards_are_intact());
    EXPECT_THROW(reference_inflate(stream, size), std::runtime_error);
  }

  void inflate(std::span<const std::byte> stream, std::span<std::byte> output) {
    inflater_->start(stream, output.size());
    OutputWindow window = {.begin = output.data(),
                           .at = output.data(),
                           .end = output.data() + output.size()};
    inflater_->inflate(window, window.end);
    inflater_->finish(adler32_of(kAdler32OfNothing, output));
  }

  // The beginning of a block with these codes; the test writes the rest.
  DeflateWriter with_codes(const Lengths& literals, const Lengths& distances) {
    DeflateWriter writer;
    writer.put_block_header(true, 2);
    writer.put_codes(literals, distances);
    return writer;
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  std::unique_ptr<InflateStream> inflater_ = std::make_unique<InflateStream>(
      GetParam() ? usable_fast_loop() : nullptr);
};

// Content like that of chunks: small differences, high and low bytes.
Bytes make_content(std::size_t size, std::mt19937_64& random) {
  Bytes bytes(size);
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    const int value = static_cast<int>(random() % 21) - 10;
    bytes[i] = static_cast<std::byte>(value);
    bytes[i + 1] = static_cast<std::byte>(value >> 8);
  }
  return bytes;
}

TEST_P(InflateStreamTest, StopsWhereItIsToldToAndGoesOn) {
  const Bytes content = make_content(200'000, random_);
  const Bytes stream = reference_deflate(content);
  Bytes output(content.size());
  inflater_->start(std::span<const std::byte>(stream), content.size());
  OutputWindow window = {.begin = output.data(),
                         .at = output.data(),
                         .end = output.data() + output.size()};
  while (window.room() > 0) {
    const std::byte* const enough =
        window.at + std::min<std::size_t>(random_() % 5000, window.room());
    inflater_->inflate(window, enough);
    ASSERT_GE(window.at, enough);
    ASSERT_LT(window.at, enough + kMaxMatchLength);
  }
  EXPECT_NO_THROW(inflater_->finish(adler32_of(kAdler32OfNothing, content)));
  EXPECT_TRUE(same_bytes(content, output));
}

TEST_P(InflateStreamTest, WritesNothingAfterTheWindow) {
  const Bytes content = make_content(100'000, random_);
  const Bytes stream = reference_deflate(content);
  for (int i = 0; i < 20; ++i) {
    const std::size_t enough = random_() % (content.size() - kMaxMatchLength);
    GuardedBytes output(enough + kMaxMatchLength);
    inflater_->start(std::span<const std::byte>(stream), content.size());
    OutputWindow window = {.begin = output.span().data(),
                           .at = output.span().data(),
                           .end = output.span().data() + output.span().size()};
    inflater_->inflate(window, window.begin + enough);
    EXPECT_TRUE(same_bytes(std::span(content).first(window.produced()),
                           output.span().first(window.produced())));
    EXPECT_TRUE(output.guards_are_intact());
  }
}

TEST_P(InflateStreamTest, NeedsOnlyTheLastBytesOfWhatItInflated) {
  const Bytes content = make_content(300'000, random_);
  const Bytes stream = reference_deflate(content);
  constexpr std::size_t kPiece = 10'000;
  Bytes memory(kMaxDistance + kPiece + kMaxMatchLength);
  inflater_->start(std::span<const std::byte>(stream), content.size());
  OutputWindow window = {.begin = memory.data(), .at = memory.data()};
  Bytes output;
  while (output.size() < content.size()) {
    const std::size_t kept =
        std::min<std::size_t>(window.produced(), kMaxDistance);
    std::copy(window.at - kept, window.at, memory.data());
    window.at = memory.data() + kept;
    const std::size_t left = content.size() - output.size();
    window.end = window.at + std::min(left, kPiece + kMaxMatchLength);
    const std::byte* const piece = window.at;
    inflater_->inflate(window, piece + std::min(left, kPiece));
    output.insert(output.end(), piece,
                  static_cast<const std::byte*>(window.at));
  }
  EXPECT_TRUE(same_bytes(content, output));
}

TEST_P(InflateStreamTest, TakesMatchesOfEveryLengthAndDistance) {
  Lengths distances(30, 5);
  distances[0] = distances[1] = 4;  // A complete code: 2 / 16 + 28 / 32.
  Lengths literals(286);
  std::fill(literals.begin() + 256, literals.end(), std::uint8_t{5});
  literals['x'] = 5;
  literals['y'] = 5;  // 32 codes of 5 bits.
  for (const bool has_literals_between : {false, true}) {
    DeflateWriter writer = with_codes(literals, distances);
    Bytes content;
    const auto put_literal = [&](char literal) {
      writer.put_symbol(literals, static_cast<unsigned char>(literal));
      content.push_back(static_cast<std::byte>(literal));
    };
    for (int i = 0; i < 40'000; ++i) {
      put_literal(random_() % 2 == 0 ? 'x' : 'y');
    }
    for (unsigned length = 3; length <= kMaxMatchLength; ++length) {
      for (int i = 0; i < 20; ++i) {
        // Half of the distances are short: source and destination overlap.
        const unsigned distance =
            1 + static_cast<unsigned>(random_() % (i < 10 ? 40 : kMaxDistance));
        if (has_literals_between) {
          put_literal('x');
        }
        const auto put_number = [&](const auto& symbols, unsigned number,
                                    const Lengths& code, unsigned first) {
          unsigned index = static_cast<unsigned>(symbols.size());
          while (symbols[--index].base > number) {
          }
          writer.put_symbol(code, first + index);
          writer.put(number - symbols[index].base, symbols[index].extra_bits);
        };
        put_number(kLengthSymbols, length, literals, kFirstLengthSymbol);
        put_number(kDistanceSymbols, distance, distances, 0);
        for (unsigned k = 0; k < length; ++k) {
          content.push_back(content[content.size() - distance]);
        }
      }
    }
    writer.put_symbol(literals, kEndOfBlock);
    expect_content(writer.zlib_stream(content), content);
  }
}

TEST_P(InflateStreamTest, TakesStoredBlocksBetweenOthers) {
  const Bytes content = make_content(70'000, random_);
  const std::span<const std::byte> bytes = content;
  DeflateWriter writer;
  writer.put_stored_block(false, bytes.first(0));
  writer.put_stored_block(false, bytes.first(65'535));
  writer.put_block_header(false, 1);
  Lengths fixed(288, 8);
  std::fill(fixed.begin() + 144, fixed.begin() + 256, std::uint8_t{9});
  std::fill(fixed.begin() + 256, fixed.begin() + 280, std::uint8_t{7});
  for (const std::byte byte : bytes.subspan(65'535, 1000)) {
    writer.put_symbol(fixed, std::to_integer<unsigned>(byte));
  }
  writer.put_symbol(fixed, kEndOfBlock);
  writer.put_stored_block(false, bytes.subspan(66'535));
  writer.put_stored_block(true, {});
  expect_content(writer.zlib_stream(content), content);
}

TEST_P(InflateStreamTest, TakesBlocksWithoutContentAfterTheEnd) {
  const Bytes content = make_content(1000, random_);
  DeflateWriter writer;
  writer.put_stored_block(false, content);
  writer.put_block_header(false, 1);
  writer.put_code(0, 7);  // The end of a block with fixed codes.
  writer.put_stored_block(true, {});
  expect_content(writer.zlib_stream(content), content);
}

TEST_P(InflateStreamTest, RefusesAByteTooMany) {
  const Bytes content = make_content(1000, random_);
  DeflateWriter writer;
  writer.put_stored_block(false, content);
  writer.put_stored_block(true, std::span(content).first(1));
  expect_corrupt(writer.zlib_stream(content), content.size());
}

TEST_P(InflateStreamTest, RefusesABlockOfAnUnknownType) {
  DeflateWriter writer;
  writer.put_block_header(true, 3);
  writer.put(0, 64);
  expect_corrupt(writer.zlib_stream({}), 1);
}

TEST_P(InflateStreamTest, RefusesAStoredBlockWhoseSizesDiffer) {
  const Bytes content = make_content(100, random_);
  DeflateWriter writer;
  writer.put_stored_block(true, content);
  Bytes stream = writer.zlib_stream(content);
  expect_content(stream, content);
  stream[5] ^= std::byte{1};
  expect_corrupt(stream, content.size());
}

TEST_P(InflateStreamTest, TakesASingleCodeOfOneBit) {
  Lengths literals(257);
  literals[kEndOfBlock] = 1;
  DeflateWriter writer;
  writer.put_block_header(false, 2);
  writer.put_codes(literals, Lengths{0});
  writer.put_symbol(literals, kEndOfBlock);
  const Bytes content = make_content(100, random_);
  writer.put_stored_block(true, content);
  expect_content(writer.zlib_stream(content), content);
}

TEST_P(InflateStreamTest, RefusesTheBitThatIsNotTheSingleCode) {
  Lengths literals(257);
  literals[kEndOfBlock] = 1;
  DeflateWriter writer = with_codes(literals, Lengths{0});
  writer.put(0xffff, 16);
  expect_corrupt(writer.zlib_stream({}), 1);
}

TEST_P(InflateStreamTest, RefusesADistanceWhereThereAreNone) {
  Lengths literals(258);
  literals['x'] = 2;
  literals[kEndOfBlock] = 2;
  literals[kFirstLengthSymbol] = 1;
  for (const Lengths& distances : {Lengths{0}, Lengths{1}}) {
    DeflateWriter writer = with_codes(literals, distances);
    for (int i = 0; i < 5; ++i) {
      writer.put_symbol(literals, 'x');
    }
    writer.put_symbol(literals, kFirstLengthSymbol);
    writer.put(1, 1);  // The code is not that of the single distance.
    writer.put_symbol(literals, kEndOfBlock);
    expect_corrupt(writer.zlib_stream(Bytes(8, std::byte{'x'})), 8);
  }
}

TEST_P(InflateStreamTest, RefusesADistanceBeforeTheFirstByte) {
  Lengths literals(258);
  literals['x'] = 2;
  literals[kEndOfBlock] = 2;
  literals[kFirstLengthSymbol] = 1;
  Lengths distances(30, 5);
  distances[0] = distances[1] = 4;
  for (const unsigned n_before : {1U, 5U, 200U}) {
    for (const bool is_too_far : {false, true}) {
      DeflateWriter writer = with_codes(literals, distances);
      for (unsigned i = 0; i < n_before; ++i) {
        writer.put_symbol(literals, 'x');
      }
      const unsigned distance = n_before + (is_too_far ? 1 : 0);
      unsigned index = 29;
      while (kDistanceSymbols[index].base > distance) {
        --index;
      }
      writer.put_symbol(literals, kFirstLengthSymbol);
      writer.put_symbol(distances, index);
      writer.put(distance - kDistanceSymbols[index].base,
                 kDistanceSymbols[index].extra_bits);
      // Enough bytes after it for the fast loop.
      for (unsigned i = 0; i < 500; ++i) {
        writer.put_symbol(literals, 'x');
      }
      writer.put_symbol(literals, kEndOfBlock);
      const Bytes content(n_before + 3 + 500, std::byte{'x'});
      const Bytes stream = writer.zlib_stream(content);
      if (is_too_far) {
        expect_corrupt(stream, content.size());
      } else {
        expect_content(stream, content);
      }
    }
  }
}

TEST_P(InflateStreamTest, RefusesCodesThatZlibRefuses) {
  Lengths good(258);
  good['x'] = 2;
  good[kEndOfBlock] = 2;
  good[kFirstLengthSymbol] = 1;
  const Lengths one = {1};
  const auto expect_refused = [&](const Lengths& literals,
                                  const Lengths& distances) {
    DeflateWriter writer = with_codes(literals, distances);
    writer.put(0, 64);
    expect_corrupt(writer.zlib_stream({}), 1);
  };
  Lengths incomplete = good;
  incomplete['x'] = 3;
  expect_refused(incomplete, one);
  Lengths oversubscribed = good;
  oversubscribed['x'] = 1;
  expect_refused(oversubscribed, one);
  Lengths endless = good;
  std::swap(endless[kEndOfBlock], endless['y']);
  expect_refused(endless, one);
  expect_refused(good, {2});
  expect_refused(good, {1, 1, 1});
  Lengths too_many(287);
  std::copy(good.begin(), good.end(), too_many.begin());
  expect_refused(too_many, one);
  expect_refused(good, Lengths(31, 0));
}

// A repetition code without a length before it.
TEST_P(InflateStreamTest, RefusesARepetitionOfNothing) {
  DeflateWriter writer;
  writer.put_block_header(true, 2);
  writer.put(0, 5);
  writer.put(0, 5);
  writer.put(0, 4);  // Four lengths are sent, of symbols 16, 17, 18 and 0.
  for (const unsigned length : {1U, 0U, 0U, 1U}) {
    writer.put(length, 3);
  }
  writer.put_code(1, 1);  // Symbol 16: the length before, three times.
  writer.put(0, 64);
  expect_corrupt(writer.zlib_stream({}), 1);
}

TEST_P(InflateStreamTest, RefusesSymbolsThatStandForNothing) {
  // The fixed codes have them: lengths 286 and 287, distances 30 and 31.
  for (const unsigned code : {0b11000110U, 0b11000111U}) {
    DeflateWriter writer;
    writer.put_block_header(true, 1);
    writer.put_code(code, 8);
    writer.put(0, 64);
    expect_corrupt(writer.zlib_stream({}), 10);
  }
  for (const unsigned code : {30U, 31U}) {
    DeflateWriter writer;
    writer.put_block_header(true, 1);
    writer.put_code(0b00110000, 8);  // A literal.
    writer.put_code(0b0000001, 7);   // A length of 3.
    writer.put_code(code, 5);
    writer.put(0, 64);
    expect_corrupt(writer.zlib_stream({}), 10);
  }
}

TEST_P(InflateStreamTest, RefusesEveryTruncation) {
  const Bytes content = make_content(3000, random_);
  const Bytes stream = reference_deflate(content);
  for (std::size_t size = 0; size < stream.size(); ++size) {
    // A buffer of exactly this size: ASan reports reads beyond it.
    const Bytes cut(stream.begin(),
                    stream.begin() + static_cast<std::ptrdiff_t>(size));
    Bytes output(content.size());
    EXPECT_THROW(inflate(cut, output), CorruptChunkError);
  }
}

INSTANTIATE_TEST_SUITE_P(Way, InflateStreamTest, ::testing::Bool(),
                         [](const auto& test) {
                           return test.param ? "Fast" : "SymbolBySymbol";
                         });

// A match may write beyond the end of a piece.  A second match may not: the
// buffer has room for one.
TEST(InflateStreamPiecesTest, PassAPieceByOneMatchAtMost) {
  const Bytes content(20'000);
  uLongf size = compressBound(content.size());
  Bytes stream(size + 64);  // Other bytes follow, like in a longer stream.
  ASSERT_EQ(compress2(reinterpret_cast<Bytef*>(stream.data()), &size,
                      reinterpret_cast<const Bytef*>(content.data()),
                      content.size(), 6),
            Z_OK);
  for (std::size_t enough = 1; enough < 9'000; ++enough) {
    InflateStream inflater(usable_fast_loop());
    inflater.start(std::span<const std::byte>(stream), content.size());
    Bytes output(content.size());
    OutputWindow window = {.begin = output.data(),
                           .at = output.data(),
                           .end = output.data() + output.size()};
    inflater.inflate(window, output.data() + enough);
    ASSERT_LT(window.produced(), enough + kMaxMatchLength);
  }
}

}  // namespace
}  // namespace mtscomp
