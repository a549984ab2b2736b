// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/prefixed_read.h"

#include <gtest/gtest.h>

#include <future>
#include <random>

#include "mtscomp/base/error.h"
#include "reader/open_recording.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/seed.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

class PrefixedReadTest : public ::testing::Test {
 protected:
  PrefixedReadTest() {
    const Bytes head = to_bytes(prefix_);
    whole_.insert(whole_.end(), head.begin(), head.end());
    whole_.insert(whole_.end(), files_.raw.begin(), files_.raw.end());
  }

  ReadResult read(std::uint64_t offset, std::size_t size) {
    std::promise<ReadResult> told;
    read_after_prefix(
        reader_, recording_, streams_, prefix_, offset, size,
        [&](ReadResult result) { told.set_value(std::move(result)); });
    return told.get_future().get();
  }
  void expect_right(std::uint64_t offset, std::size_t size) {
    const std::size_t begin = std::min<std::size_t>(offset, whole_.size());
    const std::span<const std::byte> expected =
        std::span(whole_).subspan(begin, std::min(size, whole_.size() - begin));
    const ReadResult result = read(offset, size);
    EXPECT_EQ(result.error, nullptr);
    EXPECT_TRUE(
        same_bytes(expected, Bytes(result.bytes.begin(), result.bytes.end())))
        << size << " bytes at " << offset;
  }

  TempDir directory_;
  CapturedLog log_;
  SyntheticRecording files_ =
      write_synthetic_recording(directory_.path(), "x", {});
  const std::string prefix_ = "what stands before the samples";
  Bytes whole_;
  ChunkCache cache_{{.capacity = std::size_t{1} << 24, .n_loads = 2}};
  ChunkLoader loader_{cache_};
  RecordingReader reader_{loader_};
  Readahead streams_;
  std::shared_ptr<const Recording> recording_ =
      open_recording(files_.cbin_path, files_.ch_path);
};

TEST_F(PrefixedReadTest, ReadsOnEitherSideAndAcross) {
  const std::size_t n = prefix_.size();
  for (const std::size_t offset : {std::size_t{0}, n - 1, n, n + 1}) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, n,
                                   std::size_t{1000}, whole_.size()}) {
      expect_right(offset, size);
    }
  }
  expect_right(whole_.size(), 10);
  expect_right(whole_.size() + 100, 10);
}

TEST_F(PrefixedReadTest, ReadsAnyRange) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 300; ++i) {
    expect_right(random() % (whole_.size() + 50), random() % 1500);
  }
}

TEST_F(PrefixedReadTest, ErrorOfASampleIsTheReadsError) {
  corrupt_chunk(files_, 0);
  recording_ = open_recording(files_.cbin_path, files_.ch_path);
  expect_right(0, prefix_.size());
  EXPECT_NE(read(0, prefix_.size() + 1).error, nullptr);
  EXPECT_TRUE(read(0, prefix_.size() + 1).bytes.empty());
}

}  // namespace
}  // namespace mtscomp
