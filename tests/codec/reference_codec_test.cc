// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Tests of the reference codec itself: against mtscomp's own recordings, and
// the encoder against the decoder.
#include "support/reference_codec.h"

#include <gtest/gtest.h>

#include <random>

#include "codec/dtypes.h"
#include "format/header_json.h"
#include "mtscomp/format/chunk_table.h"
#include "support/bytes.h"
#include "support/golden.h"
#include "support/reference_half.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

Bytes decode_pair(const GoldenPair& pair) {
  const Bytes ch = read_file(pair.ch_path);
  const Header header = parse_header(
      {reinterpret_cast<const char*>(ch.data()), ch.size()}, pair.ch_path);
  const Bytes cbin = read_file(pair.cbin_path);
  const ChunkTable chunks(header);
  Bytes raw;
  for (std::size_t i = 0; i < chunks.n_chunks(); ++i) {
    const ByteExtent extent = chunks.cbin_extent(i);
    const Bytes samples =
        reference_decode(std::span(cbin).subspan(extent.offset, extent.size),
                         chunks.raw_extent(i).size, ChunkLayout::of(header));
    raw.insert(raw.end(), samples.begin(), samples.end());
  }
  return raw;
}

class ReferenceCodecGoldenTest : public ::testing::TestWithParam<GoldenPair> {};

TEST_P(ReferenceCodecGoldenTest, DecodesToTheBytesOfMtscomp) {
  const Bytes raw = decode_pair(GetParam());
  EXPECT_EQ(raw.size(), GetParam().raw_size);
  EXPECT_EQ(sha1_of(raw), GetParam().raw_sha1);
}

INSTANTIATE_TEST_SUITE_P(Golden, ReferenceCodecGoldenTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

class ReferenceCodecTest : public ::testing::TestWithParam<Dtype> {
 protected:
  // 17 samples of 6 channels.
  Bytes random_samples() const {
    std::mt19937_64 random(test_seed());
    return make_random_samples({.dtype = GetParam(), .n_channels = 6}, 17,
                               random);
  }
};

TEST_P(ReferenceCodecTest, DecodesWhatItEncodesWithoutDifferences) {
  for (const ChunkOrder order :
       {ChunkOrder::kChannelMajor, ChunkOrder::kSampleMajor}) {
    const ChunkLayout layout = {
        .dtype = GetParam(),
        .n_channels = 6,
        .transform = {.do_time_diff = false, .chunk_order = order}};
    const Bytes samples = random_samples();
    EXPECT_TRUE(
        same_bytes(samples, reference_decode(reference_encode(samples, layout),
                                             samples.size(), layout)));
  }
}

INSTANTIATE_TEST_SUITE_P(Dtype, ReferenceCodecTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

class ReferenceCodecIntegersTest : public ReferenceCodecTest {};

TEST_P(ReferenceCodecIntegersTest, UndoesItsDifferencesExactly) {
  const ChunkLayout layout = {.dtype = GetParam(),
                              .n_channels = 6,
                              .transform = {.do_spatial_diff = true}};
  const Bytes samples = random_samples();
  EXPECT_TRUE(same_bytes(
      samples, reference_undo_differences(
                   reference_take_differences(samples, layout), layout)));
}

INSTANTIATE_TEST_SUITE_P(Dtype, ReferenceCodecIntegersTest,
                         ::testing::ValuesIn(integer_dtypes()),
                         dtype_test_name);

TEST(ReferenceCodecPartsTest, TakesTheDifferencesOfTheFormatsExample) {
  const ChunkLayout layout = {
      .dtype = {.kind = ValueKind::kSigned, .value_width = 2}, .n_channels = 2};
  const Bytes x =
      make_bytes({10, 0, 0xfd, 0xff, 12, 0, 0xfd, 0xff, 11, 0, 0xff, 0xff});
  EXPECT_EQ(
      reference_to_channel_major(reference_take_differences(x, layout), 2, 2),
      make_bytes({0x0a, 0, 0x02, 0, 0xff, 0xff, 0xfd, 0xff, 0, 0, 0x02, 0}));
}

TEST(ReferenceCodecPartsTest, TransposesBackAndForth) {
  const Bytes bytes = make_bytes({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  EXPECT_EQ(reference_to_sample_major(bytes, 2, 2),
            make_bytes({1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12}));
  EXPECT_EQ(
      reference_to_channel_major(reference_to_sample_major(bytes, 2, 2), 2, 2),
      bytes);
}

TEST(ReferenceCodecPartsTest, KnowsTheLandmarksOfHalves) {
  EXPECT_EQ(reference_half_value(0x3c00), 1.0);
  EXPECT_EQ(reference_half_value(0xfbff), -65504.0);
  EXPECT_EQ(reference_half_value(0x0001), 0x1p-24);
  EXPECT_EQ(reference_nearest_half(1.0), 0x3c00);
  EXPECT_EQ(reference_nearest_half(-65519.0), 0xfbff);
  EXPECT_EQ(reference_nearest_half(65520.0), 0x7c00);
  EXPECT_EQ(reference_nearest_half(0x1p-25), 0x0000);
  EXPECT_EQ(reference_nearest_half(0x1.000002p-25), 0x0001);
}

}  // namespace
}  // namespace mtscomp
