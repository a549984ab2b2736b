// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/deflate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <tuple>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/codec/inflate.h"
#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

Bytes make_noise(std::size_t size) {
  std::mt19937_64 random(test_seed());
  Bytes bytes(size);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random());
  }
  return bytes;
}

// Like differences of a recording: small values of 16 bits.
Bytes make_differences(std::size_t n_values) {
  const ChunkLayout layout = {.dtype = {}, .n_channels = 1};
  std::mt19937_64 random(test_seed());
  return make_random_samples(layout, n_values, random);
}

Bytes repeated(std::initializer_list<int> pattern, std::size_t n) {
  const Bytes once = make_bytes(pattern);
  Bytes bytes;
  for (std::size_t i = 0; i < n; ++i) {
    bytes.insert(bytes.end(), once.begin(), once.end());
  }
  return bytes;
}

// A level and a width of values.
class DeflateTest
    : public ::testing::TestWithParam<std::tuple<std::string, std::size_t>> {
 protected:
  Bytes deflated(std::span<const std::byte> content) {
    const std::span<const std::byte> stream =
        deflater_.deflate(content, value_width(), output_);
    return {stream.begin(), stream.end()};
  }

  // Checks with our inflater and with zlib.
  void expect_inflates(std::span<const std::byte> content) {
    SCOPED_TRACE(content.size());
    const Bytes stream = deflated(content);
    GuardedBytes found(content.size());
    ASSERT_NO_THROW(inflater_.inflate(stream, found.span()));
    EXPECT_TRUE(same_bytes(content, found.span()));
    EXPECT_TRUE(found.guards_are_intact());
    Bytes found_by_zlib;
    ASSERT_NO_THROW(found_by_zlib = reference_inflate(stream, content.size()));
    EXPECT_TRUE(same_bytes(content, found_by_zlib));
  }

  std::size_t value_width() const { return std::get<1>(GetParam()); }

  Deflater deflater_ = Deflater(parse_deflate_level(std::get<0>(GetParam())));
  Inflater inflater_;
  ByteBuffer output_;
};

TEST_P(DeflateTest, InflatesForEverySmallSize) {
  for (std::size_t size = 0; size <= 100; ++size) {
    expect_inflates(make_noise(size));
    expect_inflates(Bytes(size));
  }
}

TEST_P(DeflateTest, InflatesNoise) { expect_inflates(make_noise(200'000)); }

TEST_P(DeflateTest, InflatesConstants) {
  expect_inflates(Bytes(1'000'000));
  expect_inflates(Bytes(300'000, std::byte{0xff}));
}

TEST_P(DeflateTest, InflatesRuns) {
  expect_inflates(repeated({1, 0}, 50'000));
  expect_inflates(repeated({1, 2, 3, 4, 5, 6, 7}, 20'000));
}

TEST_P(DeflateTest, InflatesDifferences) {
  expect_inflates(make_differences(100'000));
}

TEST_P(DeflateTest, InflatesRepetitionsAtAllDistances) {
  Bytes content = make_noise(50'000);
  const Bytes again = content;
  content.insert(content.end(), again.begin(), again.end());
  expect_inflates(content);
}

TEST_P(DeflateTest, InflatesRandomSizes) {
  for (std::size_t size = 1; size < 100'000; size = size * 2 + size / 3 + 1) {
    expect_inflates(make_differences(size));
  }
}

TEST_P(DeflateTest, IsTheSameTheSecondTime) {
  const Bytes content = make_differences(20'000);
  const Bytes stream = deflated(content);
  deflated(make_noise(1'000));
  EXPECT_EQ(deflated(content), stream);
}

TEST_P(DeflateTest, MakesDifferencesSmaller) {
  const Bytes content = make_differences(100'000);
  EXPECT_LT(deflated(content).size(), content.size() / 2);
}

TEST_P(DeflateTest, LeavesALargeEnoughOutputWhereItIs) {
  deflated(make_noise(10'000));
  const std::byte* const where = output_.data();
  const Bytes content = make_noise(9'000);
  EXPECT_EQ(deflater_.deflate(content, value_width(), output_).data(), where);
}

// The ends of n segments, of random sizes.
std::vector<std::size_t> random_ends(std::size_t size, std::size_t n,
                                     std::mt19937_64& random) {
  std::set<std::size_t> ends = {size};
  while (ends.size() < std::min(n, size)) {
    ends.insert(1 + random() % (size - 1));
  }
  return {ends.begin(), ends.end()};
}

class DeflateSegmentsTest : public DeflateTest {};

TEST_P(DeflateSegmentsTest, EachSegmentInflatesAlone) {
  std::mt19937_64 random(test_seed());
  for (const Bytes& content :
       {make_bytes({1, 2}), make_noise(101), Bytes(5'000), make_noise(200'000),
        make_differences(150'000), repeated({1, 2, 3}, 70'000)}) {
    for (const std::size_t n : {1U, 2U, 8U, 65U, 300U}) {
      SCOPED_TRACE(testing::Message() << content.size() << " bytes, " << n);
      const std::vector<std::size_t> ends =
          random_ends(content.size(), n, random);
      const SegmentedStream result =
          deflater_.deflate(content, value_width(), output_, ends);
      EXPECT_EQ(
          find_segment_fault(result.stream, content, ends, result.segments),
          "");
    }
  }
}

TEST_P(DeflateSegmentsTest, SegmentsOfOneByteFitTheOutput) {
  const Bytes content = make_noise(2'000);
  std::vector<std::size_t> ends(content.size());
  std::iota(ends.begin(), ends.end(), std::size_t{1});
  const SegmentedStream result =
      deflater_.deflate(content, value_width(), output_, ends);
  EXPECT_LE(result.stream.size(), output_.size());
  EXPECT_EQ(find_segment_fault(result.stream, content, ends, result.segments),
            "");
}

TEST_P(DeflateTest, OneSegmentIsAStreamWithoutSegments) {
  const Bytes content = make_differences(100'000);
  const Bytes stream = deflated(content);
  const std::size_t end = content.size();
  const SegmentedStream result =
      deflater_.deflate(content, value_width(), output_, {&end, 1});
  EXPECT_TRUE(same_bytes(stream, result.stream));
  ASSERT_EQ(result.segments.size(), 1U);
  EXPECT_EQ(result.segments[0].size, stream.size());
}

TEST_P(DeflateSegmentsTest, LaterStreamsAreTheSame) {
  const Bytes content = make_differences(100'000);
  const Bytes stream = deflated(content);
  const std::vector<std::size_t> ends = {50'000, content.size()};
  const SegmentedStream first =
      deflater_.deflate(content, value_width(), output_, ends);
  const Bytes segmented(first.stream.begin(), first.stream.end());
  EXPECT_TRUE(same_bytes(stream, deflated(content)));
  EXPECT_TRUE(same_bytes(
      segmented,
      deflater_.deflate(content, value_width(), output_, ends).stream));
}

TEST_P(DeflateTest, WorksAfterAMove) {
  Deflater moved = std::move(deflater_);
  deflater_ = std::move(moved);
  expect_inflates(make_noise(1'000));
}

std::string name_of(
    const ::testing::TestParamInfo<DeflateTest::ParamType>& test) {
  return std::get<0>(test.param) + "_" +
         std::to_string(std::get<1>(test.param));
}

INSTANTIATE_TEST_SUITE_P(
    Level, DeflateTest,
    ::testing::Combine(::testing::Values("fast", "balanced", "dense", "zlib6"),
                       ::testing::Values(2U)),
    name_of);

// libdeflate cannot write segments.
std::vector<std::tuple<std::string, std::size_t>> segmenting() {
  std::vector<std::tuple<std::string, std::size_t>> choices;
  for (const char* const level : {"fast", "balanced", "dense", "zlib6"}) {
    for (const std::size_t width : {1U, 2U, 4U, 8U}) {
      if (Deflater(parse_deflate_level(level)).can_segment(width)) {
        choices.emplace_back(level, width);
      }
    }
  }
  return choices;
}

INSTANTIATE_TEST_SUITE_P(Every, DeflateSegmentsTest,
                         ::testing::ValuesIn(segmenting()), name_of);

INSTANTIATE_TEST_SUITE_P(
    Width, DeflateTest,
    ::testing::Combine(::testing::Values("fast", "balanced", "dense"),
                       ::testing::Values(1U, 4U, 8U)),
    name_of);

TEST(DeflateZlib6Test, GivesTheBytesOfZlibsDefault) {
  Deflater deflater(parse_deflate_level("zlib6"));
  ByteBuffer output;
  for (const Bytes& content :
       {Bytes(), make_bytes({1}), make_noise(100'000), Bytes(100'000),
        make_differences(150'000), repeated({1, 2, 3}, 70'000)}) {
    EXPECT_TRUE(same_bytes(reference_deflate(content),
                           deflater.deflate(content, 2, output)));
  }
}

// Like differences of a recording: near-Gaussian, a few counts wide.
Bytes make_gaussian_differences(std::size_t n_values) {
  std::mt19937_64 random(test_seed());
  std::normal_distribution<double> noise(0, 4);
  std::vector<std::int16_t> values(n_values);
  for (std::int16_t& value : values) {
    value = static_cast<std::int16_t>(noise(random));
  }
  const std::span<const std::byte> bytes = std::as_bytes(std::span(values));
  return {bytes.begin(), bytes.end()};
}

TEST(DeflateFastTest, BeatsZlibsDefaultOnDifferences) {
  Deflater deflater(parse_deflate_level("fast"));
  ByteBuffer output;
  const Bytes content = make_gaussian_differences(200'000);
  EXPECT_LT(deflater.deflate(content, 2, output).size(),
            reference_deflate(content).size());
}

// zlib's tuning must be set again for each stream.
TEST(DeflateFastTest, BeatsItsOwnLevelOfZlibEachTimeForOtherWidths) {
  Deflater deflater(parse_deflate_level("fast"));
  ByteBuffer output;
  const Bytes content = make_gaussian_differences(200'000);
  for (int i = 0; i < 2; ++i) {
    EXPECT_LT(deflater.deflate(content, 4, output).size(),
              reference_deflate(content, 3).size());
  }
}

TEST(DeflaterTest, GetsSmallerFromFastToBalancedToDense) {
  const Bytes content = make_gaussian_differences(200'000);
  ByteBuffer output;
  std::size_t last_size = content.size();
  for (const std::string text : {"fast", "balanced", "dense"}) {
    Deflater deflater(parse_deflate_level(text));
    const std::size_t size = deflater.deflate(content, 2, output).size();
    EXPECT_LT(size, last_size) << text;
    last_size = size;
  }
}

TEST(DeflaterTest, SegmentsAreForValuesOfTwoBytesAndForZlib) {
  for (const std::string text : {"fast", "balanced", "dense", "zlib6"}) {
    Deflater deflater(parse_deflate_level(text));
    EXPECT_TRUE(deflater.can_segment(2)) << text;
  }
  EXPECT_TRUE(Deflater(parse_deflate_level("fast")).can_segment(4));
  EXPECT_TRUE(Deflater(parse_deflate_level("zlib6")).can_segment(4));
}

TEST(DeflaterTest, TakesWidthsInTurn) {
  const Bytes content = make_gaussian_differences(20'000);
  Deflater deflater(parse_deflate_level("fast"));
  ByteBuffer output;
  for (const std::size_t width : {2U, 4U, 2U, 1U}) {
    EXPECT_TRUE(same_bytes(
        content, reference_inflate(deflater.deflate(content, width, output),
                                   content.size())));
  }
}

TEST(DeflateLevelTest, TextSurvivesTheRoundTrip) {
  for (const std::string text : {"fast", "balanced", "dense", "zlib6"}) {
    EXPECT_EQ(serialize_deflate_level(parse_deflate_level(text)), text);
  }
}

TEST(DeflateLevelTest, RefusesOtherTexts) {
  for (const std::string text :
       {"", "0", "1", "12", " fast", "fast ", "Fast", "zlib", "zlib9"}) {
    EXPECT_THROW(parse_deflate_level(text), UsageError) << text;
  }
}

TEST(DeflateLevelTest, MessageSaysExpectedAndFound) {
  try {
    parse_deflate_level("12");
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()),
              "--level \"12\": expected fast, balanced, dense or zlib6");
  }
}

}  // namespace
}  // namespace mtscomp
