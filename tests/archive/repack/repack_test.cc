// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/repack.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "base/files/output/partial_name.h"
#include "format/header_json.h"
#include "format/recording_names.h"
#include "mtscomp/base/error.h"
#include "mtscomp/reader/sample_slice.h"
#include "reader/headers/header_file.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/golden.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace fs = std::filesystem;

Bytes decode(const std::string& cbin, const std::string& ch) {
  Bytes decoded;
  for_each_chunk(*open_recording(cbin, ch),
                 [&](std::uint64_t, std::span<const std::byte> chunk) {
                   decoded.insert(decoded.end(), chunk.begin(), chunk.end());
                 });
  return decoded;
}

std::string text_of(const std::string& path) {
  std::string text;
  for (const std::byte byte : read_file(path)) {
    text += static_cast<char>(byte);
  }
  return text;
}

void replace_in(const std::string& path, const std::string& from,
                const std::string& to) {
  std::string text = text_of(path);
  ASSERT_NE(text.find(from), std::string::npos);
  write_file(path, text.replace(text.find(from), from.size(), to));
}

struct stat status_of(const std::string& path) {
  struct stat status = {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status;
}

class RepackTest : public ::testing::Test {
 protected:
  // A pair in the tree, encoded by zlib at its fastest level.
  SyntheticRecording write_pair(const std::string& stem,
                                SyntheticOptions options = {}) const {
    options.chunk_lengths = {300, 300, 200};
    return write_synthetic_recording(tree_.path(), stem, options);
  }

  using Statuses = std::map<std::string, std::string>;
  Statuses run(const std::string& path, bool is_dry = false) {
    Statuses statuses;
    const bool restores = !is_dry && options_.output_directory.empty();
    const FoundRecordings found = find_pairs(path, restores);
    (is_dry ? plan_repack : repack_tree)(
        found.recordings, options_, stop_.get_token(),
        [&](const PackOutcome& outcome) {
          statuses[fs::path(outcome.old_cbin_path).filename()] =
              serialize_pack_status(outcome.status);
          last_ = outcome;
        });
    return statuses;
  }
  Statuses run() { return run(tree_.path()); }

  // Checks that a pair is refused and does not change.
  void expect_refused(const std::string& reason) {
    std::map<std::string, Bytes> before;
    for (const std::string& name : tree_.files()) {
      before[name] = read_file(tree_.file(name));
    }
    EXPECT_EQ(run(), (Statuses{{"x.cbin", "failed"}}));
    EXPECT_THAT(last_.reason,
                AllOf(HasSubstr(tree_.file("x.cbin")), HasSubstr(reason)));
    for (const auto& [name, bytes] : before) {
      EXPECT_TRUE(same_bytes(bytes, read_file(tree_.file(name)))) << name;
    }
    EXPECT_EQ(tree_.files().size(), before.size());
  }

  TempDir tree_;
  RepackOptions options_ = [] {
    RepackOptions options;
    options.transform = parse_transform("time+channel/C");
    options.n_threads = 2;
    return options;
  }();
  std::stop_source stop_;
  PackOutcome last_;
};

TEST_F(RepackTest, KeepsSamplesAndChunksAndChangesTheTransform) {
  const SyntheticRecording pair = write_pair("x");
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  const Header header = read_header_file(pair.ch_path);
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
  EXPECT_EQ(header.transform, *options_.transform);
  EXPECT_EQ(header.chunk_bounds, pair.header.chunk_bounds);
  EXPECT_EQ(header.sha1_compressed, sha1_of(read_file(pair.cbin_path)));
  EXPECT_EQ(header.sha1_uncompressed, pair.header.sha1_uncompressed);
  EXPECT_EQ(last_.old_cbin_size, pair.header.cbin_size());
  EXPECT_EQ(last_.cbin_size, header.cbin_size());
  EXPECT_EQ(last_.sha1_uncompressed, header.sha1_uncompressed);
  EXPECT_THAT(tree_.files(), ElementsAre("x.cbin", "x.ch"));
}

// All pairs of mtscomp with a SHA-1 that can be verified are repacked: with two
// transforms, and in a campaign with all eight.
TEST_F(RepackTest, RepacksGoldenPairs) {
  options_.min_gain = -10;
  std::size_t n_seen = 0;
  for (const GoldenPair& golden : golden_pairs()) {
    SCOPED_TRACE(golden.name);
    ++n_seen;
    const Header before = read_header_file(golden.ch_path);
    const bool is_float = before.dtype.kind == ValueKind::kFloat;
    const bool is_refused = !before.sha1_uncompressed ||
                            (is_float && before.transform.has_differences());
    for (std::size_t i = 0; i < (is_campaign() ? 8U : 2U); ++i) {
      const Transform& transform = all_transforms().at((n_seen + 3 * i) % 8);
      const TempDir directory;
      const std::string cbin =
          directory.file(fs::path(golden.cbin_path).filename().string());
      const std::string ch = header_name_of(cbin);
      fs::copy_file(golden.cbin_path, cbin);
      fs::copy_file(golden.ch_path, ch);
      options_.transform = transform;
      options_.level = DeflateLevel::kDense;
      const Statuses statuses = run(cbin);
      const bool is_possible =
          !is_refused &&
          (!transform.has_differences() ||
           (!is_float && before.dtype.byte_order == ByteOrder::kLittleEndian));
      EXPECT_EQ(statuses.begin()->second, is_possible ? "packed" : "failed")
          << serialize_transform(transform) << last_.reason;
      if (!is_possible) {
        EXPECT_TRUE(same_bytes(read_file(golden.cbin_path), read_file(cbin)));
        EXPECT_TRUE(same_bytes(read_file(golden.ch_path), read_file(ch)));
        continue;
      }
      EXPECT_EQ(read_header_file(ch).transform, transform);
      EXPECT_EQ(sha1_of(decode(cbin, ch)), golden.raw_sha1);
    }
  }
}

TEST_F(RepackTest, KeepsAllOtherTextOfTheHeader) {
  const SyntheticRecording pair = write_pair("x");
  replace_in(pair.ch_path, "{", R"({"lab": {"of": [1.50, "x"]}, )");
  replace_in(pair.ch_path, "30000.0", "3.0e4");
  run();
  const std::string text = text_of(pair.ch_path);
  EXPECT_THAT(text, HasSubstr(R"("lab": {"of": [1.50, "x"]})"));
  EXPECT_THAT(text, HasSubstr("3.0e4"));
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
}

// The segments describe the old .cbin.
TEST_F(RepackTest, DropsSegmentsOfTheOldFile) {
  const SyntheticRecording pair = write_pair("x");
  replace_in(pair.ch_path, "{",
             R"({"segments": {"bounds": [0, 4], "table": ""}, )");
  run();
  EXPECT_THAT(text_of(pair.ch_path), Not(HasSubstr("segments")));
}

// rsync compares only size and modification time.
TEST_F(RepackTest, ChangedHeaderHasAnotherSizeOrTime) {
  const SyntheticRecording pair = write_pair("x");
  options_.transform.reset();
  options_.min_gain = -10;
  for (const DeflateLevel level :
       {DeflateLevel::kFast, DeflateLevel::kDense, DeflateLevel::kZlib6}) {
    const std::string before = text_of(pair.ch_path);
    options_.level = level;
    EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
    const std::string after = text_of(pair.ch_path);
    EXPECT_TRUE(after == before || after.size() != before.size());
  }
}

TEST_F(RepackTest, KeepsPermissionsAndModificationTimes) {
  const SyntheticRecording pair = write_pair("x");
  ::chmod(pair.cbin_path.c_str(), 0640);
  ::chmod(pair.ch_path.c_str(), 0604);
  const timespec cbin_time = {.tv_sec = 1'500'000'000, .tv_nsec = 123456789};
  const timespec ch_time = {.tv_sec = 1'600'000'000, .tv_nsec = 1};
  for (const auto& [path, time] :
       {std::pair{pair.cbin_path, cbin_time}, {pair.ch_path, ch_time}}) {
    const std::array<timespec, 2> times = {time, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times.data(), 0), 0);
  }
  run();
  const struct stat cbin = status_of(pair.cbin_path);
  const struct stat ch = status_of(pair.ch_path);
  EXPECT_EQ(cbin.st_mode & 0777U, 0640U);
  EXPECT_EQ(ch.st_mode & 0777U, 0604U);
  EXPECT_EQ(cbin.st_mtim.tv_sec, cbin_time.tv_sec);
  EXPECT_EQ(cbin.st_mtim.tv_nsec, cbin_time.tv_nsec);
  EXPECT_EQ(ch.st_mtim.tv_sec, ch_time.tv_sec);
}

TEST_F(RepackTest, SecondRunFindsNothingToGain) {
  write_pair("x");
  write_pair("y", {.seed = 1});
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}, {"y.cbin", "packed"}}));
  const Bytes cbin = read_file(tree_.file("x.cbin"));
  const Statuses done = {{"x.cbin", "done"}, {"y.cbin", "done"}};
  EXPECT_EQ(run(), done);
  options_.transform.reset();
  EXPECT_EQ(run(), done);
  EXPECT_TRUE(same_bytes(cbin, read_file(tree_.file("x.cbin"))));
}

// A recording for which the price of segments does not matter.
SyntheticRecording write_large_pair(const TempDir& tree,
                                    const Dtype& dtype = {}) {
  return write_synthetic_recording(
      tree.path(), "x",
      {.dtype = dtype, .n_channels = 32, .chunk_lengths = {40'000}});
}

// Bug: a pair of a dense level was encoded again at level fast, and grew,
// because it had no segments.
TEST_F(RepackTest, SegmentsAreNoReasonForALargerFile) {
  const SyntheticRecording pair = write_large_pair(tree_);
  const auto n_segments = [&] {
    return read_header_file(pair.ch_path).segments.n_segments();
  };
  options_.level = DeflateLevel::kDense;
  options_.n_segments = 1;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_EQ(n_segments(), 0U);
  options_.level = DeflateLevel::kFast;
  options_.n_segments = 2;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  options_.level = DeflateLevel::kDense;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_EQ(n_segments(), 2U);
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  options_.n_segments = 4;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_EQ(n_segments(), 4U);
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
}

// Bug: a run at a level without segments replaced segmented pairs, and a later
// run at level fast replaced them again.
TEST_F(RepackTest, SegmentsAreNotRemovedWithoutAGain) {
  const SyntheticRecording pair =
      write_large_pair(tree_, {ValueKind::kSigned, 1});
  options_.n_segments = 2;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  const Bytes cbin = read_file(pair.cbin_path);
  options_.level = DeflateLevel::kDense;
  options_.min_gain = 0.5;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  options_.level = DeflateLevel::kFast;
  options_.n_segments = 1;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  EXPECT_TRUE(same_bytes(cbin, read_file(pair.cbin_path)));
  options_.min_gain = -1;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_TRUE(read_header_file(pair.ch_path).segments.empty());
}

TEST_F(RepackTest, SmallestTransformGetsSegmentsToo) {
  const SyntheticRecording pair = write_large_pair(tree_);
  options_.n_segments = 1;
  options_.auto_transform = true;
  options_.min_gain = -10;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  options_.n_segments = 2;
  options_.min_gain = 0.005;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
}

TEST_F(RepackTest, BestTransformIsChosenAndKept) {
  const SyntheticRecording pair = write_pair("x");
  options_.auto_transform = true;
  options_.transform.reset();
  options_.min_gain = -10;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  const std::optional<Transform> best = last_.transform;
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
  options_.min_gain = 0.005;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  EXPECT_EQ(last_.transform, best);
}

// Bug: the rate limit did not count the chunks that are read to choose a
// transform.
TEST_F(RepackTest, ChoosingATransformCountsForTheRate) {
  const SyntheticRecording pair = write_pair("x");
  options_.auto_transform = true;
  options_.min_gain = 0.9;
  // The trial needs an eighth of a second, and the choice more than two.
  RateLimit limit(static_cast<double>(pair.header.cbin_size()) * 8);
  options_.rate_limit = &limit;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  EXPECT_GE(last_.seconds, 0.3);
}

TEST_F(RepackTest, PlanWritesNothing) {
  write_pair("x");
  const Bytes ch = read_file(tree_.file("x.ch"));
  EXPECT_EQ(run(tree_.path(), /*is_dry=*/true),
            (Statuses{{"x.cbin", "planned"}}));
  const std::uint64_t planned = last_.cbin_size;
  EXPECT_TRUE(same_bytes(ch, read_file(tree_.file("x.ch"))));
  EXPECT_THAT(tree_.files(), ElementsAre("x.cbin", "x.ch"));
  run();
  // The recording has fewer chunks than a trial.
  EXPECT_NEAR(static_cast<double>(planned),
              static_cast<double>(last_.cbin_size), 1);
}

TEST_F(RepackTest, PairWithoutSha1IsRefusedByName) {
  const SyntheticRecording pair = write_pair("x");
  Header header = pair.header;
  header.sha1_uncompressed.reset();
  write_file(pair.ch_path, serialize_header(header));
  expect_refused("sha1_uncompressed is missing or null");
  header.chopped = true;
  header.sha1_compressed.reset();
  write_file(pair.ch_path, serialize_header(header));
  expect_refused("the pair was chopped");
}

TEST_F(RepackTest, HeadersOf2019AreRefused) {
  const SyntheticRecording pair =
      write_pair("x", {.transform = {.chunk_order = ChunkOrder::kSampleMajor}});
  write_file(
      pair.ch_path,
      fmt::format(R"({{"version": "1.0", "algorithm": "zlib", "comp_level": -1,
                 "do_time_diff": true, "dtype": "int16", "n_channels": 4,
                 "sample_rate": 30000, "chunk_bounds": [0, 300, 600, 800],
                 "chunk_offsets": [0, {}, {}, {}]}})",
                  pair.header.chunk_offsets[1], pair.header.chunk_offsets[2],
                  pair.header.chunk_offsets[3]));
  expect_refused("sha1_uncompressed is missing or null");
}

TEST_F(RepackTest, WrongSha1IsRefused) {
  SyntheticRecording pair = write_pair("x");
  const Header right = pair.header;
  pair.header.sha1_uncompressed = sha1_of(to_bytes("other"));
  write_file(pair.ch_path, serialize_header(pair.header));
  expect_refused("the SHA-1 of the samples is");
  pair.header = right;
  pair.header.sha1_compressed = sha1_of(to_bytes("other"));
  write_file(pair.ch_path, serialize_header(pair.header));
  expect_refused("sha1_compressed");
}

TEST_F(RepackTest, DamagedChunkIsRefused) {
  const SyntheticRecording pair = write_pair("x");
  corrupt_chunk(pair, 1);
  expect_refused("chunk 1 (samples 300 to 599): damaged");
}

TEST_F(RepackTest, WrongSizeIsRefused) {
  const SyntheticRecording pair = write_pair("x");
  fs::resize_file(pair.cbin_path, pair.header.cbin_size() + 1);
  expect_refused("the file has");
  fs::resize_file(pair.cbin_path, pair.header.cbin_size() - 1);
  expect_refused("the file has");
}

TEST_F(RepackTest, FloatsWithDifferencesAreRefusedWithTheReason) {
  write_pair("x", {.dtype = {ValueKind::kFloat, 4}});
  options_.transform = parse_transform("none/F");
  expect_refused("floats with differences (time/F): mtscomp rounds them");
}

TEST_F(RepackTest, SingleFileOfAPairIsRefused) {
  write_pair("x");
  fs::remove(tree_.file("x.ch"));
  expect_refused("its header x.ch is missing");
}

// Bug: the copy would have lost its header.
TEST_F(RepackTest, CopyWithTheSameHeaderIsNotLeftBehind) {
  const SyntheticRecording pair = write_pair("x");
  fs::copy_file(pair.cbin_path, tree_.file("x.cdat"));
  run(pair.cbin_path);
  EXPECT_EQ(last_.status, PackStatus::kFailed);
  EXPECT_THAT(last_.reason, HasSubstr("would also be the header of x.cdat"));
}

// Bug: the old files stayed under their other names, without a warning.
TEST_F(RepackTest, OtherHardLinksAreAWarning) {
  const SyntheticRecording pair = write_pair("x");
  const TempDir other;
  const TempDir output;
  for (const std::string name : {"x.cbin", "x.ch"}) {
    fs::create_hard_link(tree_.file(name), other.file(name));
  }
  options_.output_directory = output.path();
  run();
  EXPECT_THAT(last_.warnings, IsEmpty());
  options_.output_directory.clear();
  run(tree_.path(), /*is_dry=*/true);
  EXPECT_EQ(last_.warnings.size(), 1U);
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_THAT(last_.warnings,
              ElementsAre(HasSubstr("x.cbin: 1 other hard link")));
  EXPECT_TRUE(
      same_bytes(pair.raw, decode(other.file("x.cbin"), other.file("x.ch"))));
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  EXPECT_THAT(last_.warnings, IsEmpty());
}

TEST_F(RepackTest, SymlinksAreSkippedInPlace) {
  const TempDir store;
  write_pair("x");
  for (const std::string name : {"x.cbin", "x.ch"}) {
    fs::rename(tree_.file(name), store.file(name));
    fs::create_symlink(store.file(name), tree_.file(name));
  }
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "symlink"}}));
  EXPECT_TRUE(fs::is_symlink(tree_.file("x.cbin")));
  const TempDir output;
  options_.output_directory = output.path();
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_THAT(output.files(), ElementsAre("x.cbin", "x.ch"));
}

TEST_F(RepackTest, OutputDirectoryGetsTheNewPairsOnly) {
  const SyntheticRecording pair = write_pair("x");
  fs::create_directory(tree_.file("sub"));
  for (const std::string suffix : {".cbin", ".ch"}) {
    fs::rename(tree_.file("x" + suffix), tree_.file("sub/x" + suffix));
  }
  const Bytes before = read_file(tree_.file("sub/x.ch"));
  const TempDir output;
  options_.output_directory = output.file("new");
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_EQ(last_.cbin_path, output.file("new/sub/x.cbin"));
  EXPECT_TRUE(same_bytes(before, read_file(tree_.file("sub/x.ch"))));
  EXPECT_TRUE(same_bytes(pair.raw, decode(output.file("new/sub/x.cbin"),
                                          output.file("new/sub/x.ch"))));
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "done"}}));
  write_file(output.file("new/sub/x.ch"), "of another recording");
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "failed"}}));
  EXPECT_THAT(last_.reason, HasSubstr("new/sub/x.cbin: already exists"));
}

// Bug: each pair was found as its own copy, and reported as done.
TEST_F(RepackTest, OutputDirectoryMustNotBeThatOfThePairs) {
  const SyntheticRecording pair = write_pair("x");
  const TempDir other;
  fs::create_directory_symlink(tree_.path(), other.file("link"));
  for (const std::string& output : {tree_.path(), other.file("link")}) {
    options_.output_directory = output;
    for (const std::string& path : {tree_.path(), pair.cbin_path}) {
      EXPECT_THROW(run(path), UsageError);
      EXPECT_THROW(run(path, /*is_dry=*/true), UsageError);
    }
  }
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
}

TEST_F(RepackTest, PairIsFoundByThePathOfEitherFile) {
  const SyntheticRecording pair = write_pair("x");
  EXPECT_EQ(run(pair.ch_path), (Statuses{{"x.cbin", "packed"}}));
  write_file(tree_.file("y.bin"), "plain");
  EXPECT_THROW(run(tree_.file("y.bin")), UsageError);
  EXPECT_THROW(run(tree_.file("gone.cbin")), std::system_error);
}

// Names of the International Brain Laboratory: the two files have different
// UUIDs.
TEST_F(RepackTest, NamesWithUuidsAreKept) {
  write_pair("x");
  const std::string uuid = "a.ap.0d1a7f2c-3b5e-4b6a-9c8d-1e2f3a4b5c6";
  fs::rename(tree_.file("x.cbin"), tree_.file(uuid + "0.cbin"));
  fs::rename(tree_.file("x.ch"), tree_.file(uuid + "1.ch"));
  EXPECT_EQ(run(), (Statuses{{uuid + "0.cbin", "packed"}}));
  EXPECT_THAT(tree_.files(), ElementsAre(uuid + "0.cbin", uuid + "1.ch"));
}

// Both files are backups: no name of the pair is left.
TEST_F(RepackTest, PairOfAKilledWriterIsFound) {
  const SyntheticRecording pair = write_pair("x");
  const auto set_aside = [&] {
    fs::rename(pair.ch_path,
               tree_.file(partial_name_of("x.ch", backup_suffix_of("x.cbin"))));
    fs::rename(pair.cbin_path,
               tree_.file(partial_name_of("x.cbin", kBackupSuffix)));
  };
  set_aside();
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "packed"}}));
  set_aside();
  options_.transform = parse_transform("none/F");
  EXPECT_EQ(run(pair.cbin_path), (Statuses{{"x.cbin", "packed"}}));
  EXPECT_TRUE(same_bytes(pair.raw, decode(pair.cbin_path, pair.ch_path)));
  EXPECT_THAT(tree_.files(), ElementsAre("x.cbin", "x.ch"));
}

// Bug: a pair with a long name could not be restored after a kill, because its
// backups have a shorter name.
TEST_F(RepackTest, LongNamesAreRestoredButNotRepackedInPlace) {
  const std::string stem(200, 'x');
  const SyntheticRecording pair = write_pair(stem);
  const std::string kept =
      partial_name_of(stem + ".ch", backup_suffix_of(stem + ".cbin"));
  fs::rename(pair.ch_path, tree_.file(kept));
  EXPECT_EQ(run(), (Statuses{{stem + ".cbin", "failed"}}));
  EXPECT_THAT(last_.reason,
              HasSubstr("names of more than 152 bytes cannot be repacked in "
                        "place"));
  EXPECT_THAT(tree_.files(), ElementsAre(stem + ".cbin", stem + ".ch"));
  const TempDir output;
  options_.output_directory = output.path();
  EXPECT_EQ(run(), (Statuses{{stem + ".cbin", "packed"}}));
}

TEST_F(RepackTest, YoungPairsAreSkipped) {
  write_pair("x");
  options_.min_age = std::chrono::hours(1);
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "young"}}));
}

TEST_F(RepackTest, StoppedRunLeavesTheOldPair) {
  const SyntheticRecording pair = write_pair("x");
  const Bytes before = read_file(pair.cbin_path);
  options_.stop_file = tree_.file("stop");
  options_.on_progress = [&](const PackProgress&) {
    write_file(options_.stop_file, "");
    stop_.request_stop();
  };
  options_.n_threads = 1;
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "stopped"}}));
  EXPECT_TRUE(same_bytes(before, read_file(pair.cbin_path)));
  EXPECT_THAT(tree_.files(), ElementsAre("stop", "x.cbin", "x.ch"));
}

// Bug: the new pair would have replaced a pair that was never verified.
TEST_F(RepackTest, PairThatChangesMeanwhileIsNotReplaced) {
  const SyntheticRecording pair = write_pair("x");
  const TempDir other;
  const SyntheticRecording newer =
      write_synthetic_recording(other.path(), "x", {.seed = 7});
  options_.on_progress = [&](const PackProgress&) {
    fs::copy_file(newer.ch_path, pair.ch_path,
                  fs::copy_options::overwrite_existing);
  };
  EXPECT_EQ(run(), (Statuses{{"x.cbin", "failed"}}));
  EXPECT_THAT(last_.reason, HasSubstr("changed"));
  EXPECT_TRUE(same_bytes(read_file(newer.ch_path), read_file(pair.ch_path)));
}

}  // namespace
}  // namespace mtscomp
