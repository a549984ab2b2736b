// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/recording_info.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/json/json_text.h"
#include "format/header_json.h"
#include "mtscomp/archive/report_json.h"
#include "support/bytes.h"
#include "support/memory_source.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class RecordingInfoTest : public ::testing::Test {
 protected:
  RecordingInfo describe(const std::string& name) const {
    return describe_recording(find_recording_of(directory_.file(name)));
  }
  TreeTotals totals() const {
    TreeTotals totals;
    for (const RecordingFiles& files :
         find_recordings(directory_.path()).recordings) {
      totals.add(describe_recording(files));
    }
    return totals;
  }

  TempDir directory_;
};

TEST_F(RecordingInfoTest, APairHasItsHeadersSizes) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const RecordingInfo info = describe("x.cbin");
  EXPECT_EQ(info.state, RecordingState::kPacked);
  EXPECT_EQ(info.raw_size(), pair.raw.size());
  EXPECT_EQ(info.cbin_size, pair.header.cbin_size());
  EXPECT_EQ(info.plain_size, std::nullopt);
  EXPECT_THAT(serialize_json_line({to_json(info)}),
              HasSubstr(R"("transform": "time/F")"));
}

TEST_F(RecordingInfoTest, HalvesAndWrongSizesAreBroken) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  std::filesystem::resize_file(pair.cbin_path, 1);
  EXPECT_EQ(describe("x.cbin").state, RecordingState::kBroken);
  std::filesystem::remove(pair.cbin_path);
  EXPECT_EQ(describe("x.ch").state, RecordingState::kBroken);
  write_file(directory_.file("y.cbin"), "x");
  EXPECT_THAT(describe("y.cbin").problem,
              HasSubstr("its header y.ch is missing"));
}

TEST_F(RecordingInfoTest, PairOnAServerIsDescribed) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const auto archive = std::make_shared<MemorySource>();
  archive->put("x y.cbin", read_file(pair.cbin_path));
  archive->put("x y.ch", read_file(pair.ch_path));
  const RecordingInfo info =
      describe_recording(find_recording_of(archive, "x y.cbin"));
  EXPECT_EQ(info.state, RecordingState::kPacked);
  EXPECT_EQ(info.cbin_size, pair.header.cbin_size());
  EXPECT_THAT(serialize_json_line({to_json(info)}),
              HasSubstr(R"("cbin": "memory://archive/x%20y.cbin")"));
}

// Bug: the recording was reported as broken.
TEST_F(RecordingInfoTest, APairOfAnotherVersionIsUnknown) {
  SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  pair.header.version = "2.0";
  write_file(pair.ch_path, serialize_header(pair.header));
  const RecordingInfo info = describe("x.cbin");
  EXPECT_EQ(info.state, RecordingState::kUnknown);
  EXPECT_THAT(info.problem, HasSubstr("2.0"));
  EXPECT_EQ(totals().n_unknown, 1U);
  EXPECT_EQ(totals().n_broken, 0U);
}

TEST_F(RecordingInfoTest, TotalsEstimateTheRestByItsKind) {
  EXPECT_EQ(totals().estimated_cbin_size(), std::nullopt);
  const SyntheticRecording ap =
      write_synthetic_recording(directory_.path(), "x.ap", {});
  const SyntheticRecording lf = write_synthetic_recording(
      directory_.path(), "x.lf",
      {.dtype = {.kind = ValueKind::kSigned, .value_width = 8}});
  write_file(directory_.file("y.ap.bin"), Bytes(ap.raw.size()));
  write_file(directory_.file("x.ap.bin"), ap.raw);
  const TreeTotals sums = totals();
  EXPECT_EQ(sums.n_packed, 2U);
  EXPECT_EQ(sums.n_both, 1U);
  EXPECT_EQ(sums.both_size, ap.raw.size());
  EXPECT_EQ(sums.packed_raw_size, ap.raw.size() + lf.raw.size());
  EXPECT_EQ(sums.n_plain, 1U);
  EXPECT_EQ(sums.plain_size, ap.raw.size());
  EXPECT_NEAR(static_cast<double>(*sums.estimated_cbin_size()),
              static_cast<double>(ap.header.cbin_size()), 1);
}

// Bug: the symlink was reported as "plain", without a size.
TEST_F(RecordingInfoTest, SymlinkToAPlainRecordingIsOneAndNotCounted) {
  write_file(directory_.file("x.bin"), "xxxx");
  std::filesystem::create_symlink("x.bin", directory_.file("y.bin"));
  EXPECT_EQ(describe("x.bin").state, RecordingState::kPlain);
  const RecordingInfo info = describe("y.bin");
  EXPECT_EQ(info.state, RecordingState::kSymlink);
  EXPECT_THAT(serialize_json_line({to_json(info)}),
              HasSubstr(R"("state": "symlink")"));
  EXPECT_EQ(totals().n_plain, 1U);
  EXPECT_EQ(totals().plain_size, 4U);
}

}  // namespace
}  // namespace mtscomp
