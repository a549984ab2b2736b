// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/sample_slice.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <random>
#include <stdexcept>
#include <system_error>

#include "base/files/file_io.h"
#include "codec/dtypes.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/golden.h"
#include "support/guarded_bytes.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

// raw[first:last:step, channels], value by value.
Bytes slow_slice(std::span<const std::byte> raw, const Recording& recording,
                 const SampleSlice& slice) {
  const std::uint64_t width = recording.dtype().value_width;
  std::vector<std::uint64_t> channels = slice.channels;
  for (std::uint64_t i = 0;
       slice.channels.empty() && i < recording.n_channels(); ++i) {
    channels.push_back(i);
  }
  Bytes values;
  for (std::uint64_t i = slice.first; i < slice.last; ++i) {
    if ((i - slice.first) % slice.step != 0) {
      continue;
    }
    for (const std::uint64_t channel : channels) {
      const std::uint64_t at = (i * recording.n_channels() + channel) * width;
      for (std::uint64_t byte = 0; byte < width; ++byte) {
        values.push_back(raw[at + byte]);
      }
    }
  }
  return values;
}

SampleSlice random_slice(const Recording& recording, std::mt19937_64& random) {
  const auto up_to = [&random](std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most)(random);
  };
  SampleSlice slice;
  slice.last = up_to(recording.n_samples());
  slice.first = up_to(slice.last);
  slice.step = 1 + (up_to(1) == 0 ? 0 : up_to(recording.n_samples()));
  // Unordered, and often with repetitions.
  for (std::uint64_t n = up_to(2 * recording.n_channels()); n > 0; --n) {
    slice.channels.push_back(up_to(recording.n_channels() - 1));
  }
  return slice;
}

std::string describe(const SampleSlice& slice) {
  std::string text =
      fmt::format("{}:{}:{}, channels", slice.first, slice.last, slice.step);
  for (const std::uint64_t channel : slice.channels) {
    text += fmt::format(" {}", channel);
  }
  return text;
}

Bytes read_all(const Recording& recording) {
  Bytes raw;
  for_each_chunk(recording, [&raw](std::uint64_t /*first_sample*/,
                                   std::span<const std::byte> values) {
    raw.insert(raw.end(), values.begin(), values.end());
  });
  return raw;
}

void expect_right(std::span<const std::byte> raw, const Recording& recording,
                  const SampleSlice& slice, LoadScratch& scratch) {
  const Bytes expected = slow_slice(raw, recording, slice);
  ASSERT_EQ(slice_size(recording, slice), expected.size()) << describe(slice);
  GuardedBytes values(expected.size());
  read_slice(recording, slice, values.span(), scratch);
  EXPECT_TRUE(same_bytes(expected, values.span())) << describe(slice);
  EXPECT_TRUE(values.guards_are_intact()) << describe(slice);
}

void expect_random_slices_right(std::span<const std::byte> raw,
                                const Recording& recording) {
  constexpr int kSlices = 30;
  std::mt19937_64 random(test_seed());
  LoadScratch scratch;
  expect_right(raw, recording, {.last = recording.n_samples(), .channels = {}},
               scratch);
  for (int i = 0; i < kSlices; ++i) {
    expect_right(raw, recording, random_slice(recording, random), scratch);
  }
}

template <typename Call>
std::string usage_error_of(const Call& call) {
  try {
    call();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

// int16, 4 channels, chunks of 100, 1 and 50 samples.
class SampleSliceTest : public ::testing::Test {
 protected:
  void replace_files(SyntheticOptions options) {
    options.seed = test_seed();
    files_ = write_synthetic_recording(directory_.path(), "x", options);
    recording_ = open_recording(files_.cbin_path);
  }

  void expect_right(const SampleSlice& slice) {
    mtscomp::expect_right(files_.raw, *recording_, slice, scratch_);
  }

  std::string size_error_of(const SampleSlice& slice) const {
    return usage_error_of([&] { slice_size(*recording_, slice); });
  }

  template <typename T>
  void expect_reads_as(std::string_view dtype) {
    replace_files({.dtype = parse_dtype(dtype).value()});
    const std::vector<T> values =
        read_samples<T>(*recording_, {.last = 250, .channels = {}});
    EXPECT_TRUE(same_bytes(files_.raw, std::as_bytes(std::span(values))))
        << dtype;
  }

  template <typename T>
  std::string dtype_error() const {
    return usage_error_of([this] { read_samples<T>(*recording_, {}); });
  }

  TempDir directory_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x",
      {.chunk_lengths = {100, 1, 50}, .seed = test_seed()});
  std::shared_ptr<const Recording> recording_ =
      open_recording(files_.cbin_path);
  LoadScratch scratch_;
};

TEST_F(SampleSliceTest, OpensAPairByItsCbin) {
  EXPECT_EQ(recording_->id(), 0);
  EXPECT_EQ(recording_->name(), files_.cbin_path);
  EXPECT_EQ(recording_->n_samples(), 151);
}

TEST_F(SampleSliceTest, OpensAPairWhoseHeaderIsElsewhere) {
  const std::string ch_path = directory_.file("other.json");
  std::filesystem::rename(files_.ch_path, ch_path);
  EXPECT_THROW(open_recording(files_.cbin_path), std::system_error);
  EXPECT_EQ(open_recording(files_.cbin_path, ch_path)->n_samples(), 151);
}

TEST_F(SampleSliceTest, DotInTheDirectorysNameIsNoSuffix) {
  const std::string directory = directory_.file("day.1");
  std::filesystem::create_directory(directory);
  std::filesystem::copy_file(files_.cbin_path, directory + "/x");
  std::filesystem::copy_file(files_.ch_path, directory + "/x.ch");
  EXPECT_EQ(open_recording(directory + "/x")->n_samples(), 151);
}

TEST_F(SampleSliceTest, BadHeaderIsNamed) {
  write_file(files_.ch_path, "{}");
  try {
    open_recording(files_.cbin_path);
    ADD_FAILURE() << "opened";
  } catch (const FormatError& error) {
    EXPECT_THAT(error.what(), HasSubstr(files_.ch_path));
  }
}

TEST_F(SampleSliceTest, ReadsAcrossChunks) {
  expect_right({.first = 99, .last = 102, .channels = {}});
  expect_right({.first = 0, .last = 151, .channels = {}});
}

TEST_F(SampleSliceTest, ReadsInsideOneChunk) {
  expect_right({.first = 10, .last = 20, .channels = {}});
  expect_right({.first = 100, .last = 101, .channels = {}});
  expect_right({.first = 150, .last = 151, .channels = {}});
}

TEST_F(SampleSliceTest, StepsOverChunks) {
  for (const std::uint64_t step : {2U, 7U, 50U, 100U, 101U, 150U, 151U}) {
    expect_right({.first = 0, .last = 151, .step = step, .channels = {}});
  }
}

TEST_F(SampleSliceTest, HugeStepTakesTheFirstSample) {
  expect_right({.first = 99, .last = 151, .step = kMost, .channels = {}});
}

TEST_F(SampleSliceTest, ChannelsComeInTheOrderOfTheList) {
  expect_right({.first = 90, .last = 110, .channels = {3, 0, 2}});
  expect_right({.first = 90, .last = 110, .channels = {1, 1, 1, 0, 1}});
  expect_right({.first = 90, .last = 110, .channels = {0, 1, 2, 3, 0, 1}});
}

TEST_F(SampleSliceTest, EmptySliceHasNoBytes) {
  for (const std::uint64_t at : {0U, 100U, 151U}) {
    expect_right({.first = at, .last = at, .channels = {}});
    EXPECT_THAT(read_samples<std::int16_t>(
                    *recording_, {.first = at, .last = at, .channels = {}}),
                IsEmpty());
  }
}

TEST_F(SampleSliceTest, UntouchedChunksAreNotDecoded) {
  corrupt_chunk(files_, 1);
  recording_ = open_recording(files_.cbin_path);
  expect_right({.first = 0, .last = 100, .channels = {}});
  expect_right({.first = 101, .last = 151, .channels = {}});
  expect_right({.first = 0, .last = 151, .step = 101, .channels = {}});
}

TEST_F(SampleSliceTest, CorruptChunkIsNamed) {
  corrupt_chunk(files_, 1);
  recording_ = open_recording(files_.cbin_path);
  try {
    read_samples<std::int16_t>(*recording_, {.last = 151, .channels = {}});
    ADD_FAILURE() << "read";
  } catch (const CorruptChunkError& error) {
    EXPECT_THAT(error.what(), HasSubstr("chunk 1 (samples 100 to 100)"));
  }
}

TEST_F(SampleSliceTest, FirstBeyondLastIsRefused) {
  EXPECT_EQ(size_error_of({.first = 11, .last = 10, .channels = {}}),
            files_.cbin_path +
                ": first sample of a slice: expected at most "
                "its last, 10, found 11");
}

TEST_F(SampleSliceTest, LastBeyondTheEndIsRefused) {
  EXPECT_EQ(size_error_of({.last = 152, .channels = {}}),
            files_.cbin_path +
                ": last sample of a slice: expected at most "
                "n_samples, 151, found 152");
  EXPECT_NE(size_error_of({.last = kMost, .channels = {}}), "");
}

TEST_F(SampleSliceTest, StepOfZeroIsRefused) {
  EXPECT_EQ(
      size_error_of({.last = 151, .step = 0, .channels = {}}),
      files_.cbin_path + ": step of a slice: expected at least 1, found 0");
}

TEST_F(SampleSliceTest, UnknownChannelIsRefused) {
  EXPECT_EQ(size_error_of({.last = 151, .channels = {0, 4}}),
            files_.cbin_path +
                ": channel of a slice: expected less than "
                "n_channels, 4, found 4");
}

// A channel may be selected twice, so the slice may be larger than the .bin.
TEST_F(SampleSliceTest, MoreBytesThan63BitsCountAreRefused) {
  Header header = files_.header;
  header.n_channels = 1;
  header.chunk_bounds = {0, std::uint64_t{1} << 61};
  header.chunk_offsets = {0, 100};
  const Recording huge(1, "x.cbin", open_for_reading(files_.cbin_path), header);
  const SampleSlice once = {.last = huge.n_samples(), .channels = {0}};
  EXPECT_EQ(slice_size(huge, once), std::uint64_t{1} << 62);
  const SampleSlice twice = {.last = huge.n_samples(), .channels = {0, 0}};
  EXPECT_EQ(usage_error_of([&] { slice_size(huge, twice); }),
            "x.cbin: samples of a slice: expected at most 2305843009213693951 "
            "of 4 bytes, found 2305843009213693952");
}

TEST_F(SampleSliceTest, BufferOfAnotherSizeIsRefused) {
  for (const std::size_t size : {0U, 79U, 81U}) {
    Bytes values(size);
    EXPECT_EQ(usage_error_of([&] {
                read_slice(*recording_, {.last = 10, .channels = {}}, values,
                           scratch_);
              }),
              fmt::format("{}: buffer for a slice: expected 80 bytes, found {}",
                          files_.cbin_path, size));
  }
}

TEST_F(SampleSliceTest, ReadsEveryTypeOfValue) {
  expect_reads_as<std::int8_t>("int8");
  expect_reads_as<std::int16_t>("int16");
  expect_reads_as<std::int32_t>("int32");
  expect_reads_as<std::int64_t>("int64");
  expect_reads_as<std::uint8_t>("uint8");
  expect_reads_as<std::uint16_t>("uint16");
  expect_reads_as<std::uint32_t>("uint32");
  expect_reads_as<std::uint64_t>("uint64");
  expect_reads_as<float>("float32");
  expect_reads_as<double>("float64");
}

TEST_F(SampleSliceTest, OtherTypeOfValueIsRefused) {
  EXPECT_EQ(dtype_error<float>(),
            files_.cbin_path + ": dtype: expected float32, found int16");
  EXPECT_EQ(dtype_error<std::uint16_t>(),
            files_.cbin_path + ": dtype: expected uint16, found int16");
  EXPECT_EQ(dtype_error<std::int32_t>(),
            files_.cbin_path + ": dtype: expected int32, found int16");
}

TEST_F(SampleSliceTest, OtherByteOrderIsRefused) {
  replace_files({.dtype = parse_dtype(">i2").value()});
  EXPECT_EQ(dtype_error<std::int16_t>(),
            files_.cbin_path + ": dtype: expected int16, found >i2");
}

TEST_F(SampleSliceTest, ChunksComeInOrder) {
  std::vector<std::uint64_t> firsts;
  std::vector<std::size_t> sizes;
  for_each_chunk(*recording_, [&](std::uint64_t first_sample,
                                  std::span<const std::byte> values) {
    firsts.push_back(first_sample);
    sizes.push_back(values.size());
  });
  EXPECT_THAT(firsts, ElementsAre(0, 100, 101));
  EXPECT_THAT(sizes, ElementsAre(800, 8, 400));
  EXPECT_TRUE(same_bytes(files_.raw, read_all(*recording_)));
}

TEST_F(SampleSliceTest, ErrorOfTheCallbackEndsTheChunks) {
  int n_calls = 0;
  EXPECT_THROW(for_each_chunk(*recording_,
                              [&](std::uint64_t /*first_sample*/,
                                  std::span<const std::byte> /*values*/) {
                                ++n_calls;
                                throw std::logic_error("enough");
                              }),
               std::logic_error);
  EXPECT_EQ(n_calls, 1);
}

TEST_F(SampleSliceTest, ChunksBeforeACorruptOneAreHandedOut) {
  corrupt_chunk(files_, 1);
  recording_ = open_recording(files_.cbin_path);
  int n_calls = 0;
  EXPECT_THROW(
      for_each_chunk(*recording_,
                     [&](std::uint64_t /*first_sample*/,
                         std::span<const std::byte> /*values*/) { ++n_calls; }),
      CorruptChunkError);
  EXPECT_EQ(n_calls, 1);
}

class SampleSliceOfDtypeTest : public ::testing::TestWithParam<Dtype> {};

TEST_P(SampleSliceOfDtypeTest, RandomSlicesAreRight) {
  std::mt19937_64 random(test_seed());
  const TempDir directory;
  for (const std::uint64_t n_channels : {1U, 2U, 7U, 33U}) {
    const SyntheticRecording files = write_synthetic_recording(
        directory.path(), "x",
        {.dtype = GetParam(),
         .n_channels = n_channels,
         .chunk_lengths = {20, 1, 13, 20, 2},
         .transform = {.chunk_order = random() % 2 == 0
                                          ? ChunkOrder::kChannelMajor
                                          : ChunkOrder::kSampleMajor},
         .seed = random()});
    expect_random_slices_right(files.raw, *open_recording(files.cbin_path));
  }
}

INSTANTIATE_TEST_SUITE_P(Dtypes, SampleSliceOfDtypeTest,
                         ::testing::ValuesIn(all_dtypes()), dtype_test_name);

class SampleSliceOfGoldenTest : public ::testing::TestWithParam<GoldenPair> {};

TEST_P(SampleSliceOfGoldenTest, RandomSlicesAreRight) {
  const std::shared_ptr<const Recording> recording =
      open_recording(GetParam().cbin_path, GetParam().ch_path);
  const Bytes raw = read_all(*recording);
  ASSERT_EQ(sha1_of(raw), GetParam().raw_sha1);
  expect_random_slices_right(raw, *recording);
}

INSTANTIATE_TEST_SUITE_P(Golden, SampleSliceOfGoldenTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

// Segmented chunks, of which only the needed segments are read.
class SampleSliceSegmentsTest : public SampleSliceTest {
 protected:
  // 40 channels in 5 segments of 8.
  void replace_files(const Transform& transform,
                     const std::string& dtype = "int16") {
    SampleSliceTest::replace_files({.dtype = *parse_dtype(dtype),
                                    .n_channels = 40,
                                    .chunk_lengths = {300, 300, 7},
                                    .transform = transform,
                                    .n_segments = 5});
  }

  bool is_segmenting() const { return scratch_.decoder.can_segment(); }
};

TEST_F(SampleSliceSegmentsTest, GivesTheSamplesOfEveryLayout) {
  for (const char* const dtype :
       {"int16", ">i2", "uint8", "float32", "int64"}) {
    for (const Transform& transform : all_transforms()) {
      replace_files(transform, dtype);
      expect_random_slices_right(files_.raw, *recording_);
    }
  }
}

TEST_F(SampleSliceSegmentsTest, ReadsOnlyTheSegmentsOfTheChannels) {
  replace_files({});
  expect_right({.last = 607, .channels = {17}});
  const std::uint64_t size = files_.header.cbin_size();
  if (is_segmenting()) {
    EXPECT_EQ(scratch_.counters.n_segments, 3U);
    EXPECT_LT(scratch_.counters.bytes_read, size / 4);
    EXPECT_EQ(scratch_.counters.bytes_read + scratch_.counters.bytes_skipped,
              size);
  }
}

// A channel needs all channels before it, or all samples.
TEST_F(SampleSliceSegmentsTest, ReadsWholeChunksIfSegmentsNeedEachOther) {
  for (const Transform& transform : all_transforms()) {
    replace_files(transform);
    scratch_.counters = {};
    expect_right({.last = 607, .channels = {17}});
    const bool is_alone = transform.chunk_order == ChunkOrder::kChannelMajor &&
                          !transform.do_spatial_diff;
    EXPECT_EQ(scratch_.counters.n_segments,
              is_alone && is_segmenting() ? 3U : 0U)
        << serialize_transform(transform);
  }
}

TEST_F(SampleSliceSegmentsTest, DamagedSegmentLeavesTheOtherChannelsReadable) {
  replace_files({});
  if (!is_segmenting()) {
    GTEST_SKIP() << "this processor has no native decoder";
  }
  const std::vector<Segment> segments =
      files_.header.segments.of_chunk(0, files_.header.n_channels);
  Bytes cbin = read_file(files_.cbin_path);
  cbin[segments[2].offset + segments[2].size / 2] ^= std::byte{0x10};
  write_file(files_.cbin_path, cbin);
  recording_ = open_recording(files_.cbin_path);
  for (std::uint64_t channel = 0; channel < 40; ++channel) {
    const SampleSlice slice = {.last = 300, .channels = {channel}};
    if (channel / 8 == 2) {
      Bytes values(slice_size(*recording_, slice));
      EXPECT_THROW(read_slice(*recording_, slice, values, scratch_),
                   CorruptChunkError)
          << channel;
    } else {
      expect_right(slice);
    }
  }
}

}  // namespace
}  // namespace mtscomp
