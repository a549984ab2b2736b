// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/pair_location.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"
#include "mtscomp/reader/sample_slice.h"
#include "support/memory_source.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

TEST(PairLocationTest, HeaderOfALocalFileIsBesideIt) {
  const PairLocation beside = locate_pair("a.b/x.cbin");
  EXPECT_EQ(beside.cbin.path, "a.b/x.cbin");
  EXPECT_EQ(beside.ch.path, "a.b/x.ch");
  EXPECT_FALSE(beside.is_remote());
  EXPECT_EQ(locate_pair("x.cbin", "y.ch").ch.path, "y.ch");
}

TEST(PairLocationTest, AddressOfADirectoryIsRefused) {
  for (const char* const address : {"https://host/a/", "s3://bucket"}) {
    try {
      locate_pair(address);
      FAIL() << address;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr("give that of a .cbin"));
    }
  }
}

TEST(PairLocationTest, WrongAddressIsRefused) {
  EXPECT_THROW(locate_pair("ftp://host/x.cbin"), UsageError);
  EXPECT_THROW(locate_pair("x.cbin", "https://host/x.ch?key=1"), UsageError);
}

class PairLocationOfArchiveTest : public ::testing::Test {
 protected:
  PairLocation put(const SyntheticOptions& options) {
    pair_ = write_synthetic_recording(directory_.path(), "x", options);
    archive_->put("x.cbin", read_file(pair_.cbin_path));
    archive_->put("x.ch", read_file(pair_.ch_path));
    return {.cbin = {"memory://archive/x.cbin", archive_, "x.cbin"},
            .ch = {"memory://archive/x.ch", archive_, "x.ch"}};
  }

  TempDir directory_;
  SyntheticRecording pair_;
  std::shared_ptr<MemorySource> archive_ = std::make_shared<MemorySource>();
};

TEST_F(PairLocationOfArchiveTest, RecordingIsRead) {
  const auto recording = open_recording(put({}));
  EXPECT_EQ(recording->name(), "memory://archive/x.cbin");
  LoadScratch scratch;
  Bytes samples;
  for_each_chunk(*recording, [&](std::uint64_t, std::span<const std::byte> b) {
    samples.insert(samples.end(), b.begin(), b.end());
  });
  EXPECT_TRUE(same_bytes(pair_.raw, samples));
}

TEST_F(PairLocationOfArchiveTest, OpenFileKeepsItsArchive) {
  std::optional<PairLocation> pair = put({});
  const std::weak_ptr<MemorySource> archive = archive_;
  SourceFilePtr file = pair->cbin.open();
  pair.reset();
  archive_.reset();
  EXPECT_FALSE(archive.expired());
  EXPECT_EQ(file->status("x").st_size,
            static_cast<off_t>(pair_.header.cbin_size()));
  file.reset();
  EXPECT_TRUE(archive.expired());
}

TEST_F(PairLocationOfArchiveTest, SingleChannelsNeedOnlyTheirSegments) {
  const auto recording = open_recording(
      put({.n_channels = 16,
           .chunk_lengths = {1000, 1000, 1000},
           .transform = {.do_spatial_diff = false,
                         .chunk_order = ChunkOrder::kChannelMajor},
           .n_segments = 8}));
  const std::uint64_t n_before = archive_->bytes_read();
  read_samples<std::int16_t>(*recording,
                             {.first = 1000, .last = 2000, .channels = {3}});
  const std::uint64_t n_read = archive_->bytes_read() - n_before;
  EXPECT_LT(n_read, recording->chunks().cbin_extent(1).size / 4);
}

TEST_F(PairLocationOfArchiveTest, StopReachesBothFiles) {
  PairLocation pair = put({});
  const auto other = std::make_shared<MemorySource>();
  other->put("x.ch", read_file(pair_.ch_path));
  pair.ch.archive = other;
  pair.stop();
  Bytes byte(1);
  EXPECT_THROW(pair.cbin.open()->read_up_to(0, byte, "x"), std::system_error);
  EXPECT_THROW(pair.ch.open()->read_up_to(0, byte, "x"), std::system_error);
}

}  // namespace
}  // namespace mtscomp
