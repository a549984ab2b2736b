// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/inflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>
#include <utility>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

// Compressible, but not all the same.
Bytes make_content(std::size_t size) {
  std::mt19937_64 random(test_seed());
  Bytes bytes(size);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random() % 7);
  }
  return bytes;
}

// A stream in another format; window_bits is that of deflateInit2().
Bytes deflate_with(std::span<const std::byte> bytes, int window_bits) {
  z_stream stream = {};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, 8,
               Z_DEFAULT_STRATEGY);
  Bytes result(deflateBound(&stream, bytes.size()));
  Bytes input(bytes.begin(), bytes.end());
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

class InflateTest : public ::testing::TestWithParam<DecoderKind> {
 protected:
  void expect_content(std::span<const std::byte> stream,
                      std::span<const std::byte> content) {
    GuardedBytes output(content.size());
    ASSERT_NO_THROW(inflater_.inflate(stream, output.span()));
    EXPECT_TRUE(same_bytes(content, output.span()));
    EXPECT_TRUE(output.guards_are_intact());
  }

  void expect_corrupt(std::span<const std::byte> stream, std::size_t size) {
    GuardedBytes output(size);
    EXPECT_THROW(inflater_.inflate(stream, output.span()), CorruptChunkError);
    EXPECT_TRUE(output.guards_are_intact());
  }

  Bytes content_ = make_content(5000);
  Bytes stream_ = reference_deflate(content_);
  Inflater inflater_ = Inflater(GetParam());
};

TEST_P(InflateTest, GivesBackWhatWasDeflated) {
  expect_content(stream_, content_);
}

TEST_P(InflateTest, TakesStreamsOfEveryLevel) {
  for (int level = 0; level <= 9; ++level) {
    SCOPED_TRACE(level);
    expect_content(reference_deflate(content_, level), content_);
  }
}

TEST_P(InflateTest, TakesStreamsOfEveryWindow) {
  for (int window_bits = 9; window_bits <= 15; ++window_bits) {
    SCOPED_TRACE(window_bits);
    expect_content(deflate_with(content_, window_bits), content_);
  }
}

TEST_P(InflateTest, TakesRandomSizes) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 50; ++i) {
    const Bytes content = make_content(random() % 20'000 + 1);
    SCOPED_TRACE(content.size());
    expect_content(reference_deflate(content), content);
  }
}

TEST_P(InflateTest, TakesOneByte) {
  const Bytes content = make_content(1);
  expect_content(reference_deflate(content), content);
}

TEST_P(InflateTest, TakesTheLargestExpansion) {
  const Bytes zeros(3'000'000);
  expect_content(reference_deflate(zeros, 9), zeros);
}

TEST_P(InflateTest, IgnoresBytesAfterTheStream) {
  Bytes stream = stream_;
  for (const int byte : {0, 1, 0x78, 0x9c, 255}) {
    stream.push_back(static_cast<std::byte>(byte));
    SCOPED_TRACE(stream.size());
    expect_content(stream, content_);
  }
}

TEST_P(InflateTest, IgnoresASecondStream) {
  Bytes stream = stream_;
  stream.insert(stream.end(), stream_.begin(), stream_.end());
  expect_content(stream, content_);
}

TEST_P(InflateTest, RefusesAStreamThatHoldsLess) {
  expect_corrupt(stream_, content_.size() + 1);
  expect_corrupt(stream_, 2 * content_.size());
}

TEST_P(InflateTest, RefusesAStreamThatHoldsMore) {
  expect_corrupt(stream_, content_.size() - 1);
  expect_corrupt(stream_, content_.size() / 2);
  expect_corrupt(stream_, 1);
}

TEST_P(InflateTest, SizeMessageSaysExpectedAndFound) {
  for (const auto& [size, found] :
       {std::pair<std::size_t, std::string>{4999, "more"}, {5001, "fewer"}}) {
    Bytes output(size);
    try {
      inflater_.inflate(stream_, output);
      FAIL() << "accepted";
    } catch (const CorruptChunkError& error) {
      EXPECT_EQ(std::string(error.what()), "the zlib stream decodes to " +
                                               found + " than " +
                                               std::to_string(size) + " bytes");
    }
  }
}

TEST_P(InflateTest, RefusesEveryTruncation) {
  for (std::size_t size = 0; size < stream_.size(); ++size) {
    SCOPED_TRACE(size);
    expect_corrupt(std::span(stream_).first(size), content_.size());
  }
}

TEST_P(InflateTest, RefusesEveryFlippedBitOfTheAdler32) {
  for (std::size_t from_end = 1; from_end <= 4; ++from_end) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes stream = stream_;
      stream[stream.size() - from_end] ^= static_cast<std::byte>(1 << bit);
      SCOPED_TRACE(from_end * 10 + static_cast<std::size_t>(bit));
      expect_corrupt(stream, content_.size());
    }
  }
}

TEST_P(InflateTest, RefusesEveryFlippedBitOfTheStreamHeader) {
  for (const std::size_t at : std::vector<std::size_t>{0, 1}) {
    for (int bit = 0; bit < 8; ++bit) {
      Bytes stream = stream_;
      stream[at] ^= static_cast<std::byte>(1 << bit);
      SCOPED_TRACE(at * 10 + static_cast<std::size_t>(bit));
      expect_corrupt(stream, content_.size());
    }
  }
}

TEST_P(InflateTest, RefusesAFlippedBitOfStoredContent) {
  Bytes stream = reference_deflate(content_, 0);
  stream[stream.size() / 2] ^= std::byte{1};
  expect_corrupt(stream, content_.size());
}

TEST_P(InflateTest, RefusesAStreamWithADictionary) {
  Bytes stream = stream_;
  stream[1] =
      std::byte{0xbb};  // FDICT is set, and the header's check is right.
  expect_corrupt(stream, content_.size());
}

TEST_P(InflateTest, RefusesStreamsThatAreNotZlib) {
  expect_corrupt(deflate_with(content_, 15 + 16), content_.size());  // gzip
  expect_corrupt(deflate_with(content_, -15), content_.size());      // bare
  expect_corrupt(content_, content_.size());
  expect_corrupt(Bytes(100), content_.size());
}

TEST_P(InflateTest, WritesNothingOutsideOfItsOutput) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 500; ++i) {
    Bytes stream = stream_;
    for (int flips = 0; flips < 3; ++flips) {
      stream[random() % stream.size()] ^=
          static_cast<std::byte>(1 << (random() % 8));
    }
    GuardedBytes output(content_.size());
    try {
      inflater_.inflate(stream, output.span());
    } catch (const CorruptChunkError&) {
    }
    EXPECT_TRUE(output.guards_are_intact());
  }
}

TEST_P(InflateTest, WorksAfterAFailure) {
  expect_corrupt(std::span(stream_).first(100), content_.size());
  expect_content(stream_, content_);
}

TEST_P(InflateTest, WorksAfterAMove) {
  Inflater moved = std::move(inflater_);
  inflater_ = std::move(moved);
  expect_content(stream_, content_);
}

INSTANTIATE_TEST_SUITE_P(Decoder, InflateTest,
                         ::testing::ValuesIn(usable_decoders()),
                         [](const auto& test) {
                           return std::string(decoder_name(test.param));
                         });

}  // namespace
}  // namespace mtscomp
