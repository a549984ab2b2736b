// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Versions of a recording with the same size, modification time and inode
// number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "integration/support/mounted_view.h"
#include "mtscomp/format/chunk_table.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class VersionsTest : public MountedViewTest {
 protected:
  // It has three chunks.
  SyntheticRecording write_chunks(const std::string& stem) {
    return write_synthetic_recording(source_.path(), stem,
                                     {.chunk_lengths = {20000, 20000, 20000}});
  }
  void send_sighup() {
    ::kill(mounted().process(), SIGHUP);
    for (int i = 0; i < 1000; ++i) {
      if (mounted().log().find("SIGHUP: ") != std::string::npos) {
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "SIGHUP was not handled: " << mounted().log();
  }
};

// Bug: the first chunk came from the page cache and the last from the new file.
TEST_F(VersionsTest, ReplacedPairOfTheSameSizeAndTimeIsAnotherFile) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_chunks("x");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  const std::uint64_t inode = status_of(shown("x.bin")).st_ino;
  rewrite_chunk(pair, 0);
  EXPECT_TRUE(shows("x.bin", with_rewritten_chunk(pair, 0)));
  EXPECT_NE(status_of(shown("x.bin")).st_ino, inode);
}

TEST_F(VersionsTest, OpenFileGivesNoByteOfAnOverwritingThatKeptSizeAndTime) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_chunks("x");
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes start(1000);
  ASSERT_EQ(::pread(file.get(), start.data(), start.size(), 0), 1000);
  rewrite_chunk(pair, 2);
  Bytes end(1000);
  EXPECT_EQ(::pread(file.get(), end.data(), end.size(),
                    static_cast<off_t>(pair.raw.size() - end.size())),
            -1);
  EXPECT_EQ(errno, EIO);
}

// Bug: reading failed after touch, chmod or a backup by hard links.
TEST_F(VersionsTest, OpenFileStaysReadableWhenOnlyTimesChange) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_chunks("x");
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes bytes(1000);
  const auto is_right = [&](std::uint64_t offset) {
    return ::pread(file.get(), bytes.data(), bytes.size(),
                   static_cast<off_t>(offset)) == 1000 &&
           same_bytes(std::span(pair.raw).subspan(offset, bytes.size()), bytes);
  };
  const ChunkTable chunks(pair.header);
  EXPECT_TRUE(is_right(0));
  ASSERT_EQ(::utimensat(AT_FDCWD, pair.cbin_path.c_str(), nullptr, 0), 0);
  EXPECT_TRUE(is_right(chunks.raw_extent(1).offset));
  ASSERT_EQ(::chmod(pair.cbin_path.c_str(), 0400), 0);
  std::filesystem::create_hard_link(pair.cbin_path, in_source("backup"));
  EXPECT_TRUE(is_right(chunks.raw_extent(2).offset));
}

TEST_F(VersionsTest, OpenFileWithoutSha1FailsWhenTimesChange) {
  mount_with("timeout=0");
  SyntheticRecording pair = write_chunks("x");
  pair.header.sha1_compressed.reset();
  write_file(pair.ch_path, serialize_header(pair.header));
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  ASSERT_EQ(::utimensat(AT_FDCWD, pair.cbin_path.c_str(), nullptr, 0), 0);
  std::byte byte = {};
  EXPECT_EQ(::pread(file.get(), &byte, 1, 0), -1);
  EXPECT_EQ(errno, EIO);
}

// Bug: the kernel kept its pages after SIGHUP.
TEST_F(VersionsTest, FileThatIsOpenedAfterSighupIsReadAgain) {
  mount_with("readahead=0");
  const SyntheticRecording pair = write_chunks("x");
  const auto read_start = [&] {
    const FileDescriptor file = open_for_reading(shown("x.bin"));
    Bytes start(1000);
    EXPECT_EQ(::pread(file.get(), start.data(), start.size(), 0), 1000);
  };
  read_start();
  read_start();
  send_sighup();
  read_start();
  EXPECT_EQ(mounted().stop(SIGTERM), 0);
  EXPECT_EQ(mounted().counter("misses"), 2U);
}

}  // namespace
}  // namespace mtscomp
