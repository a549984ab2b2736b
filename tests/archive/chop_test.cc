// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/chop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "format/header_json.h"
#include "mtscomp/archive/unpack.h"
#include "mtscomp/base/error.h"
#include "reader/headers/header_file.h"
#include "support/bytes.h"
#include "support/golden.h"
#include "support/memory_source.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const GoldenPair& golden(const std::string& name) {
  for (const GoldenPair& pair : golden_pairs()) {
    if (pair.name == name) {
      return pair;
    }
  }
  throw std::out_of_range(name);
}

class ChopTest : public ::testing::Test {
 protected:
  TempDir directory_;
  std::string out_path_ = directory_.file("out.cbin");
  std::string out_ch_path_ = directory_.file("out.ch");
};

TEST_F(ChopTest, BothFilesAreMtscompsOwn) {
  const GoldenPair& whole = golden("to_chop");
  const GoldenPair& chopped = golden("chopped");
  const std::size_t n_chunks = read_header_file(chopped.ch_path).n_chunks();
  chop(whole.cbin_path, whole.ch_path, n_chunks, out_path_);
  EXPECT_TRUE(same_bytes(read_file(chopped.cbin_path), read_file(out_path_)));
  EXPECT_TRUE(same_bytes(read_file(chopped.ch_path), read_file(out_ch_path_)));
}

TEST_F(ChopTest, OnlyTheChunksToCopyAreFetchedFromAServer) {
  const GoldenPair& whole = golden("to_chop");
  const GoldenPair& chopped = golden("chopped");
  const Header header = read_header_file(whole.ch_path);
  const std::size_t n_chunks = read_header_file(chopped.ch_path).n_chunks();
  const auto archive = std::make_shared<MemorySource>();
  archive->put("x.cbin", read_file(whole.cbin_path));
  const Bytes ch = read_file(whole.ch_path);
  archive->put("x.ch", ch);
  chop({.cbin = {"memory://archive/x.cbin", archive, "x.cbin"},
        .ch = {"memory://archive/x.ch", archive, "x.ch"}},
       n_chunks, out_path_, 4);
  EXPECT_TRUE(same_bytes(read_file(chopped.cbin_path), read_file(out_path_)));
  EXPECT_TRUE(same_bytes(read_file(chopped.ch_path), read_file(out_ch_path_)));
  EXPECT_EQ(archive->bytes_read(), ch.size() + header.chunk_offsets[n_chunks]);
}

TEST_F(ChopTest, UnknownKeysAreKept) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  const Bytes header = read_file(pair.ch_path);
  std::string text;
  for (const std::byte byte : header) {
    text += static_cast<char>(byte);
  }
  text.insert(1, R"("lab": {"of": [1, "x"]},)");
  write_file(pair.ch_path, text);
  chop(pair.cbin_path, pair.ch_path, 2, out_path_);
  std::string chopped;
  for (const std::byte byte : read_file(out_ch_path_)) {
    chopped += static_cast<char>(byte);
  }
  EXPECT_THAT(chopped, HasSubstr(R"("lab": {)"));
}

TEST_F(ChopTest, TableOfSegmentsIsCut) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  Header header = pair.header;
  header.segments = Segments({0, 2, 4});
  for (std::uint32_t i = 0; i < 3; ++i) {
    header.segments.append({{.size = 10 + i, .adler = i}, {.size = 1}});
  }
  write_file(pair.ch_path, serialize_header(header));
  chop(pair.cbin_path, pair.ch_path, 2, out_path_);
  header.segments.resize(2);
  EXPECT_EQ(read_header_file(out_ch_path_).segments, header.segments);
}

// A header of this form may lack keys only if it also lacks the SHA-1s.
TEST_F(ChopTest, HeadersOf2019AreReadable) {
  const SyntheticRecording pair = write_synthetic_recording(
      directory_.path(), "x",
      {.transform = {.chunk_order = ChunkOrder::kSampleMajor}});
  write_file(pair.ch_path,
             R"({"version": "1.0", "algorithm": "zlib", "comp_level": -1,
                 "do_time_diff": true, "dtype": "int16", "n_channels": 4,
                 "sample_rate": 30000, "chunk_bounds": [0, 100, 200, 250],
                 "chunk_offsets": [0, )" +
                 std::to_string(pair.header.chunk_offsets[1]) + ", " +
                 std::to_string(pair.header.chunk_offsets[2]) + ", " +
                 std::to_string(pair.header.chunk_offsets[3]) + "]}");
  chop(pair.cbin_path, pair.ch_path, 2, out_path_);
  const std::string raw_path = directory_.file("out.bin");
  unpack_to_file(out_path_, out_ch_path_, raw_path, Existing::kRefuse, {}, {},
                 nullptr);
  EXPECT_TRUE(same_bytes(std::span(pair.raw).first(std::size_t{200} * 4 * 2),
                         read_file(raw_path)));
}

TEST_F(ChopTest, RefusalsLeaveNothing) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  for (const std::size_t n_chunks : {0U, 3U, 4U}) {
    EXPECT_THROW(chop(pair.cbin_path, pair.ch_path, n_chunks, out_path_),
                 UsageError);
  }
  EXPECT_THROW(chop(pair.cbin_path, pair.ch_path, 1, pair.cbin_path),
               UsageError);
  // Bug: packed data got the name of a plain recording.
  for (const char* name : {"no_suffix", "out.bin", "out.ch", "out.ctxt"}) {
    EXPECT_THROW(chop(pair.cbin_path, pair.ch_path, 1, directory_.file(name)),
                 UsageError);
  }
  std::filesystem::resize_file(pair.cbin_path, 10);
  EXPECT_THROW(chop(pair.cbin_path, pair.ch_path, 2, out_path_),
               CorruptChunkError);
  EXPECT_THAT(directory_.files(), ElementsAre("x.cbin", "x.ch"));
}

// Bug: the permissions of the .ch were ignored.
TEST_F(ChopTest, OutputIsReadableOnlyToThoseWhoCanReadBothFiles) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  ::chmod(pair.cbin_path.c_str(), 0644);
  ::chmod(pair.ch_path.c_str(), 0600);
  chop(pair.cbin_path, pair.ch_path, 1, out_path_);
  for (const std::string& path : {out_path_, out_ch_path_}) {
    struct stat status = {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
  }
}

// Bug: the message advised --overwrite, which mtscomp-chop does not have.
TEST_F(ChopTest, OutputThatExistsIsRefusedWithoutAdvice) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  for (const std::string& existing : {out_path_, out_ch_path_}) {
    write_file(existing, "x");
    try {
      chop(pair.cbin_path, pair.ch_path, 1, out_path_);
      FAIL() << existing << " was replaced";
    } catch (const UsageError& error) {
      EXPECT_EQ(error.what(), existing + ": already exists");
    }
    std::filesystem::remove(existing);
  }
}

// Bug: an out.cdat without a header was paired with the new header.
TEST_F(ChopTest, HeaderThatOtherDataWouldTakeForItsOwnIsRefused) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  write_file(directory_.file("out.cdat"), "unrelated");
  try {
    chop(pair.cbin_path, pair.ch_path, 1, out_path_);
    FAIL() << "a header stands beside it";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(),
                HasSubstr("would also be the header of out.cdat;"));
  }
}

}  // namespace
}  // namespace mtscomp
