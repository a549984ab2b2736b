// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/load_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "reader/chunk_loader.h"
#include "reader/open_recording.h"
#include "support/captured_log.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

class LoadLogTest : public ::testing::Test {
 protected:
  std::string line(const std::string& text) const {
    return files_.cbin_path + " [" + std::to_string(recording_->id()) +
           "]: chunk 1: " + text + "\n";
  }

  TempDir directory_;
  SyntheticRecording files_ = write_synthetic_recording(
      directory_.path(), "x", {.n_channels = 2, .chunk_lengths = {3, 5}});
  std::shared_ptr<const Recording> recording_ =
      open_recording(files_.cbin_path, files_.ch_path);
};

TEST_F(LoadLogTest, HitIsALine) {
  const CapturedLog log("debug");
  log_hit(*recording_, 1);
  EXPECT_THAT(log.text(), HasSubstr(line("hit")));
}

TEST_F(LoadLogTest, WaitNamesItsReasonAndDuration) {
  const CapturedLog log("debug");
  log_wait(*recording_, 1, {.is_join = false, .duration = milliseconds(812)});
  log_wait(*recording_, 1, {.is_join = true, .duration = milliseconds(3)});
  EXPECT_THAT(log.text(), HasSubstr(line("miss, a reader waited 812.0 ms")));
  EXPECT_THAT(log.text(), HasSubstr(line("joined, a reader waited 3.0 ms")));
}

TEST_F(LoadLogTest, LoadNamesBytesAndDurations) {
  const CapturedLog log("debug");
  const ChunkLoad load({.recording = recording_->id(), .chunk_index = 1},
                       {.chunk = 20, .workspace = 0}, nullptr);
  log_load(*recording_, load,
           {.read = milliseconds(30), .decode = milliseconds(14)});
  const std::uint64_t n_compressed = recording_->chunks().cbin_extent(1).size;
  EXPECT_THAT(
      log.text(),
      HasSubstr(line("loaded: " + std::to_string(n_compressed) +
                     " bytes read in 30.0 ms, 20 bytes decoded in 14.0 ms")));
}

TEST_F(LoadLogTest, ReadaheadNamesTheReadersPlace) {
  const CapturedLog log("debug");
  log_readahead(*recording_, 1,
                {.is_new = false, .before = 0, .end = 12, .ahead = 8});
  EXPECT_THAT(log.text(),
              HasSubstr(line("queued for prefetch: a reader has reached byte "
                             "12; up to 8 bytes after it are prefetched")));
}

TEST_F(LoadLogTest, InfoHasNoLines) {
  const CapturedLog log("info");
  log_hit(*recording_, 1);
  log_wait(*recording_, 1, {});
  log_unverified(*recording_, 1);
  EXPECT_EQ(log.text(), "");
}

// Each look-up and each load has a line.
TEST_F(LoadLogTest, LoaderExplainsAMissAndAHit) {
  const CapturedLog log("debug");
  ChunkCache cache({.capacity = 1 << 20});
  {
    ChunkLoader loader(cache);
    std::promise<void> told;
    loader.find_or_load(recording_, 1, {},
                        [&told](const ChunkPin&, const std::exception_ptr&) {
                          told.set_value();
                        });
    told.get_future().get();
    EXPECT_TRUE(loader.find_or_load(recording_, 1, {}, nullptr));
  }
  EXPECT_EQ(log.count(": chunk 1: loaded: "), 1U);
  EXPECT_EQ(log.count(": chunk 1: miss, a reader waited "), 1U);
  EXPECT_EQ(log.count(": chunk 1: hit\n"), 1U);
  EXPECT_EQ(log.count(": chunk 1: "), 3U);
}

}  // namespace
}  // namespace mtscomp
