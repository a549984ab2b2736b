// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::uint64_t kMaxFileSize = std::numeric_limits<std::int64_t>::max();

// A valid header: int16, 4 channels, chunks of 100, 100 and 50 samples.
Header make_header() {
  Header header;
  header.n_channels = 4;
  header.sample_rate = 30000.390639481;
  header.chunk_bounds = {0, 100, 200, 250};
  header.chunk_offsets = {0, 300, 610, 800};
  return header;
}

// The error message; empty if the header is valid.
std::string refusal_of(const Header& header, const HeaderLimits& limits = {}) {
  try {
    validate(header, limits, "x.ch");
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(HeaderTest, SizesFollowFromBoundsAndDtype) {
  const Header header = make_header();
  EXPECT_EQ(header.n_chunks(), 3);
  EXPECT_EQ(header.n_samples(), 250);
  EXPECT_EQ(header.sample_size(), 8);
  EXPECT_EQ(header.raw_size(), 2000);
  EXPECT_EQ(header.cbin_size(), 800);
  EXPECT_EQ(header.max_chunk_size(), 800);
}

TEST(HeaderTest, MaxChunkSizeIsThatOfAnyChunk) {
  Header header = make_header();
  header.chunk_bounds = {0, 10, 210, 250};
  EXPECT_EQ(header.max_chunk_size(), 1600);
}

TEST(HeaderValidateTest, TakesAValidHeader) {
  EXPECT_EQ(refusal_of(make_header()), "");
}

TEST(HeaderValidateTest, MessageNamesFileKeyExpectationAndFinding) {
  Header header = make_header();
  header.n_channels = 0;
  EXPECT_EQ(refusal_of(header),
            "x.ch: n_channels: expected 1 to 1048576, found 0");
}

TEST(HeaderValidateTest, TakesAsManyChannelsAsTheLimit) {
  Header header = make_header();
  EXPECT_EQ(refusal_of(header, {.max_channels = 4}), "");
}

TEST(HeaderValidateTest, RefusesMoreChannelsThanTheLimit) {
  Header header = make_header();
  EXPECT_EQ(refusal_of(header, {.max_channels = 3}),
            "x.ch: n_channels: expected 1 to 3, found 4");
}

TEST(HeaderValidateTest, RefusesChannelsWhoseSampleSizeOverflows) {
  Header header = make_header();
  header.n_channels = std::uint64_t{1} << 63;
  EXPECT_THAT(refusal_of(header), StartsWith("x.ch: n_channels: expected"));
}

TEST(HeaderValidateTest, RefusesARateThatIsNotAboveZero) {
  for (const double rate : {0.0, -0.0, -1.0, std::nan(""),
                            std::numeric_limits<double>::infinity()}) {
    Header header = make_header();
    header.sample_rate = rate;
    EXPECT_THAT(refusal_of(header),
                StartsWith("x.ch: sample_rate: expected a rate above 0 Hz"))
        << rate;
  }
}

struct Entries {
  std::string name;
  std::vector<std::uint64_t> entries;
  std::string refusal;
};

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest calls this name.
void PrintTo(const Entries& entries, std::ostream* stream) {
  *stream << ::testing::PrintToString(entries.entries);
}

class HeaderBadEntriesTest : public ::testing::TestWithParam<Entries> {};

TEST_P(HeaderBadEntriesTest, AreRefusedAsChunkBounds) {
  Header header = make_header();
  header.chunk_bounds = GetParam().entries;
  EXPECT_EQ(refusal_of(header), "x.ch: chunk_bounds: " + GetParam().refusal);
}

TEST_P(HeaderBadEntriesTest, AreRefusedAsChunkOffsets) {
  Header header = make_header();
  header.chunk_offsets = GetParam().entries;
  EXPECT_EQ(refusal_of(header), "x.ch: chunk_offsets: " + GetParam().refusal);
}

INSTANTIATE_TEST_SUITE_P(
    Validate, HeaderBadEntriesTest,
    ::testing::Values(
        Entries{"None", {}, "expected at least 2 entries, found 0"},
        Entries{"One", {0}, "expected at least 2 entries, found 1"},
        Entries{"NotFromZero",
                {1, 100, 200, 250},
                "expected 0 as first entry, found 1"},
        Entries{"Equal",
                {0, 100, 100, 250},
                "expected each entry larger than the one before, found 100 "
                "then 100 at entry 2"},
        Entries{"Falling",
                {0, 100, 99, 250},
                "expected each entry larger than the one before, found 100 "
                "then 99 at entry 2"},
        Entries{"EmptyFirstChunk",
                {0, 0, 100, 250},
                "expected each entry larger than the one before, found 0 then "
                "0 at entry 1"},
        Entries{"Beyond63Bits",
                {0, 100, 200, kMaxFileSize + 1},
                "expected entries up to 9223372036854775807, found "
                "9223372036854775808"},
        Entries{"Largest",
                {0, 100, 200, UINT64_MAX},
                "expected entries up to 9223372036854775807, found "
                "18446744073709551615"}),
    [](const auto& test) { return test.param.name; });

TEST(HeaderValidateTest, RefusesFewerOffsetsThanBounds) {
  Header header = make_header();
  header.chunk_offsets.pop_back();
  EXPECT_EQ(refusal_of(header),
            "x.ch: chunk_offsets: expected 4 entries, as chunk_bounds has, "
            "found 3");
}

TEST(HeaderValidateTest, RefusesMoreOffsetsThanBounds) {
  Header header = make_header();
  header.chunk_offsets.push_back(900);
  EXPECT_EQ(refusal_of(header),
            "x.ch: chunk_offsets: expected 4 entries, as chunk_bounds has, "
            "found 5");
}

// A recording of two chunks that has the largest possible file size.
Header make_huge_header(std::uint64_t n_samples) {
  Header header = make_header();
  header.dtype.value_width = 8;
  header.n_channels = 1 << 20;
  header.chunk_bounds = {0, 1, n_samples};
  header.chunk_offsets = {0, 1 << 23, kMaxFileSize};
  return header;
}

constexpr HeaderLimits kNoChunkLimit = {.max_chunk_size = UINT64_MAX};
constexpr std::uint64_t kHugeSampleSize = std::uint64_t{8} << 20;

TEST(HeaderValidateTest, TakesTheLargestBin) {
  EXPECT_EQ(refusal_of(make_huge_header(kMaxFileSize / kHugeSampleSize),
                       kNoChunkLimit),
            "");
}

TEST(HeaderValidateTest, RefusesABinBeyond63Bits) {
  EXPECT_THAT(
      refusal_of(make_huge_header(kMaxFileSize / kHugeSampleSize + 1),
                 kNoChunkLimit),
      AllOf(StartsWith("x.ch: chunk_bounds: expected a plain file of at most "
                       "9223372036854775807 bytes"),
            HasSubstr("found 1099511627776 samples of 8388608 bytes each")));
}

TEST(HeaderValidateTest, RefusesABinWhoseSizeOverflows64Bits) {
  EXPECT_THAT(
      refusal_of(make_huge_header(kMaxFileSize), kNoChunkLimit),
      StartsWith("x.ch: chunk_bounds: expected a plain file of at most"));
}

TEST(HeaderValidateTest, TakesAChunkOfTheLargestSize) {
  EXPECT_EQ(refusal_of(make_header(), {.max_chunk_size = 800}), "");
}

TEST(HeaderValidateTest, RefusesALargerChunk) {
  EXPECT_EQ(
      refusal_of(make_header(), {.max_chunk_size = 799}),
      "x.ch: chunk_bounds: chunk 0 has 100 samples of 8 bytes each, which "
      "exceed the limit of 799 bytes; raise the limit with "
      "MTSCOMP_MAX_CHUNK_SIZE=N in the environment, or -o "
      "max_chunk_size=N of mtscompfs");
}

TEST(HeaderValidateTest, ChunksOfTwoGibibytesAreTheLargestByDefault) {
  Header header = make_header();
  header.n_channels = 1;
  header.chunk_offsets = {0, 1 << 30};
  header.chunk_bounds = {0, 1 << 30};
  EXPECT_EQ(refusal_of(header), "");
  header.chunk_bounds = {0, (1 << 30) + 1};
  EXPECT_THAT(refusal_of(header),
              HasSubstr("which exceed the limit of 2147483648 bytes; raise"));
}

TEST(HeaderValidateTest, TakesAsManyChunksAsTheLimitSays) {
  const Header header = make_header();
  EXPECT_EQ(refusal_of(header, {.max_chunks = header.n_chunks()}), "");
}

TEST(HeaderValidateTest, RefusesMoreChunks) {
  const Header header = make_header();
  EXPECT_EQ(refusal_of(header, {.max_chunks = header.n_chunks() - 1}),
            fmt::format("x.ch: chunk_bounds: {} chunks exceed the limit of {}; "
                        "raise the limit with MTSCOMP_MAX_CHUNKS=N in the "
                        "environment, or -o max_chunks=N of mtscompfs",
                        header.n_chunks(), header.n_chunks() - 1));
}

TEST(HeaderValidateTest, RefusesACompressedChunkThatNoEncoderMakes) {
  Header header = make_header();
  header.n_channels = 1;
  header.chunk_bounds = {0, 100};
  header.chunk_offsets = {0, 2 * (200 + 524288) + 1};
  EXPECT_EQ(refusal_of(header), "");
  ++header.chunk_offsets.back();
  EXPECT_EQ(refusal_of(header),
            "x.ch: chunk_offsets: expected at most 1048976 bytes for chunk 0 "
            "(200 decoded), found 1048978");
}

TEST(HeaderValidateTest, TakesTheLargestExpansion) {
  Header header = make_header();
  header.n_channels = 1;
  header.chunk_bounds = {0, 10, 10 + 516 * 100};
  header.chunk_offsets = {0, 28, 128};
  EXPECT_EQ(refusal_of(header), "");
}

TEST(HeaderValidateTest, RefusesAnExpansionThatDeflateCannotDo) {
  Header header = make_header();
  header.n_channels = 1;
  header.chunk_bounds = {0, 10, 10 + 516 * 101};
  header.chunk_offsets = {0, 28, 128};
  EXPECT_EQ(refusal_of(header),
            "x.ch: chunk_offsets: expected at least 101 bytes for chunk 1 "
            "(104232 decoded), found 100");
}

}  // namespace
}  // namespace mtscomp
