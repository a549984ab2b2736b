// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/unpack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "format/npy_header.h"
#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/golden.h"
#include "support/golden_truth.h"
#include "support/memory_source.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class UnpackTest : public ::testing::Test {
 protected:
  UnpackProgress run(const SyntheticRecording& pair,
                     const UnpackOptions& options = {},
                     Existing existing = Existing::kRefuse) {
    return unpack_to_file(pair.cbin_path, pair.ch_path, raw_path_, existing,
                          options, {}, nullptr);
  }
  std::string refusal_of(const SyntheticRecording& pair,
                         const UnpackOptions& options = {},
                         Existing existing = Existing::kRefuse) {
    try {
      run(pair, options, existing);
      return "";
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  PairLocation on_server(const SyntheticRecording& pair) {
    archive_->put("x.cbin", read_file(pair.cbin_path));
    archive_->put("x.ch", read_file(pair.ch_path));
    return {.cbin = {"memory://archive/x.cbin", archive_, "x.cbin"},
            .ch = {"memory://archive/x.ch", archive_, "x.ch"}};
  }

  TempDir directory_;
  std::shared_ptr<MemorySource> archive_ = std::make_shared<MemorySource>();
  std::string raw_path_ = directory_.file("out.bin");
};

TEST_F(UnpackTest, GivesTheSamplesBack) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  for (const std::size_t n_threads : {1U, 2U, 5U}) {
    EXPECT_EQ(run(pair, {.n_threads = n_threads}).raw_done, pair.raw.size());
    EXPECT_TRUE(same_bytes(pair.raw, read_file(raw_path_)));
    std::filesystem::remove(raw_path_);
  }
}

TEST_F(UnpackTest, PairOnAServerIsUnpacked) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const PairLocation location = on_server(pair);
  unpack_to_file(location, raw_path_, Existing::kRefuse, {.n_threads = 4}, {},
                 nullptr);
  EXPECT_TRUE(same_bytes(pair.raw, read_file(raw_path_)));
}

// A server that stalls must not delay the end of a program.
TEST_F(UnpackTest, StopEndsTheWaitForAServer) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const PairLocation location = on_server(pair);
  std::stop_source stop;
  std::size_t n_done = 0;
  EXPECT_THROW(unpack(
                   location, {.n_threads = 1},
                   [&](std::span<const std::byte>) {
                     ++n_done;
                     archive_->stall();
                     stop.request_stop();
                   },
                   stop.get_token(), nullptr),
               Stopped);
  EXPECT_EQ(n_done, 1U);
}

TEST_F(UnpackTest, GoldenPairsHaveTheManifestsSha1) {
  for (const GoldenPair& golden : golden_pairs()) {
    SCOPED_TRACE(golden.name);
    Bytes raw;
    unpack(
        golden.cbin_path, golden.ch_path, {.n_threads = 2},
        [&raw](std::span<const std::byte> bytes) {
          raw.insert(raw.end(), bytes.begin(), bytes.end());
        },
        {}, nullptr);
    const bool is_npy = golden.cbin_path.ends_with(".cnpy");
    const std::size_t n_header =
        is_npy ? parse_npy_header(raw, golden.name).data_offset : 0;
    EXPECT_EQ(raw.size() - n_header, golden.raw_size);
    EXPECT_EQ(sha1_of(std::span(raw).subspan(n_header)), golden.raw_sha1);
  }
}

// A wrong shape would produce a wrong .npy from correct samples.
TEST_F(UnpackTest, ArrayWhoseShapeWasDamagedIsRefused) {
  const GoldenTruth truth = read_golden_truth("npy_3d");
  SyntheticRecording pair;
  pair.cbin_path = directory_.file("x.cnpy");
  pair.ch_path = directory_.file("x.ch");
  write_file(pair.cbin_path, truth.cbin);
  std::string renamed = truth.header_text;
  renamed.at(renamed.find("\"shape\"") + 1) = 'S';
  std::string longer = truth.header_text;
  longer.at(longer.find("40", longer.find("\"shape\""))) = '5';
  raw_path_ = directory_.file("out.npy");
  for (const std::string& text : {renamed, longer}) {
    write_file(pair.ch_path, text);
    EXPECT_THAT(refusal_of(pair), HasSubstr("x.ch: shape: expected"));
    EXPECT_FALSE(std::filesystem::exists(raw_path_));
  }
}

// Bug: a .bin that was unpacked from a .cnpy began with NumPy's header.
TEST_F(UnpackTest, OutputIsAnArrayOnlyIfItsSuffixSaysSo) {
  for (const GoldenPair& golden : golden_pairs()) {
    SCOPED_TRACE(golden.name);
    for (const char* name : {"out.bin", "out.npy", "out"}) {
      raw_path_ = directory_.file(name);
      unpack_to_file(golden.cbin_path, golden.ch_path, raw_path_,
                     Existing::kReplace, {}, {}, nullptr);
      const Bytes raw = read_file(raw_path_);
      const std::size_t n_header =
          name == std::string("out.npy")
              ? parse_npy_header(raw, golden.name).data_offset
              : 0;
      EXPECT_EQ(sha1_of(std::span(raw).subspan(n_header)), golden.raw_sha1);
    }
  }
}

TEST_F(UnpackTest, CorruptChunkLeavesNothing) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  corrupt_chunk(pair, 1);
  EXPECT_THAT(refusal_of(pair), HasSubstr("x.cbin: chunk 1"));
  EXPECT_FALSE(std::filesystem::exists(raw_path_));
}

// The SHA-1 detects damage that Adler-32 misses.
TEST_F(UnpackTest, FlipThatZlibAcceptsIsFoundUnlessTheCheckIsOff) {
  for (const GoldenPair& golden : golden_pairs()) {
    if (golden.name != "dtype_uint16") {
      continue;
    }
    SyntheticRecording pair;
    pair.cbin_path = directory_.file("x.cbin");
    pair.ch_path = golden.ch_path;
    Bytes cbin = read_file(golden.cbin_path);
    constexpr std::size_t kInvisible = 1753;  // docs/reference/format.md
    ASSERT_EQ(cbin.at(kInvisible), std::byte{31});
    cbin.at(kInvisible) = std::byte{63};
    write_file(pair.cbin_path, cbin);
    EXPECT_THAT(refusal_of(pair), HasSubstr("but sha1_uncompressed in "));
    EXPECT_FALSE(std::filesystem::exists(raw_path_));
    EXPECT_EQ(refusal_of(pair, {.check = false}), "");
  }
}

TEST_F(UnpackTest, ExistingFileIsNotReplacedUnlessAsked) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  write_file(raw_path_, "old");
  EXPECT_THAT(refusal_of(pair), HasSubstr("already exists"));
  EXPECT_TRUE(same_bytes(to_bytes("old"), read_file(raw_path_)));
  unpack_to_file(pair.cbin_path, pair.ch_path, raw_path_, Existing::kReplace,
                 {}, {}, nullptr);
  EXPECT_TRUE(same_bytes(pair.raw, read_file(raw_path_)));
}

// Bug: the permissions of the .ch were ignored.
TEST_F(UnpackTest, OutputIsReadableOnlyToThoseWhoCanReadBothFiles) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  ::chmod(pair.cbin_path.c_str(), 0644);
  ::chmod(pair.ch_path.c_str(), 0600);
  for (const Existing existing : {Existing::kRefuse, Existing::kReplace}) {
    run(pair, {}, existing);
    struct stat status = {};
    ASSERT_EQ(::stat(raw_path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ::chmod(raw_path_.c_str(), 0644);  // Mode of the file that is replaced.
  }
}

TEST_F(UnpackTest, NeverWritesOverItsInput) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const Bytes cbin = read_file(pair.cbin_path);
  const Bytes ch = read_file(pair.ch_path);
  for (const std::string& input : {pair.cbin_path, pair.ch_path}) {
    EXPECT_THROW(unpack_to_file(pair.cbin_path, pair.ch_path, input,
                                Existing::kReplace, {}, {}, nullptr),
                 UsageError);
  }
  EXPECT_TRUE(same_bytes(cbin, read_file(pair.cbin_path)));
  EXPECT_TRUE(same_bytes(ch, read_file(pair.ch_path)));
}

// Bug: --overwrite destroyed another pair.
TEST_F(UnpackTest, NeverWritesOverPackedData) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const SyntheticRecording other =
      write_synthetic_recording(directory_.path(), "y", {});
  const std::string unusual = directory_.file("y.ctxt");
  std::filesystem::copy_file(other.cbin_path, unusual);
  for (const std::string& path : {other.cbin_path, other.ch_path, unusual}) {
    const Bytes before = read_file(path);
    raw_path_ = path;
    EXPECT_THAT(refusal_of(pair, {}, Existing::kReplace),
                HasSubstr(path + ": a plain recording must not have the name"));
    EXPECT_TRUE(same_bytes(before, read_file(path)));
  }
}

TEST_F(UnpackTest, StopsWhenAskedAndLeavesNothing) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(unpack_to_file(pair.cbin_path, pair.ch_path, raw_path_,
                              Existing::kRefuse, {}, stop.get_token(), nullptr),
               Stopped);
  EXPECT_FALSE(std::filesystem::exists(raw_path_));
}

}  // namespace
}  // namespace mtscomp
