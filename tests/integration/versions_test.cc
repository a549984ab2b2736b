// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Versions of a recording with the same size, modification time and inode
// number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "integration/mounted_view.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class VersionsTest : public MountedViewTest {
 protected:
  // Has three chunks.
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

// Bug: the first chunk came from the page cache, the last from the new file.
TEST_F(VersionsTest, ReplacedPairOfTheSameSizeAndTimeIsAnotherFile) {
  mount_with("timeout=0");
  const SyntheticRecording pair = write_chunks("x");
  EXPECT_TRUE(shows("x.bin", pair.raw));
  rewrite_chunk(pair, 0);
  EXPECT_TRUE(shows("x.bin", with_rewritten_chunk(pair, 0)));
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

// Bug: SIGHUP left the kernel's pages.
TEST_F(VersionsTest, SighupDropsTheKernelsPages) {
  const SyntheticRecording pair = write_chunks("x");
  const FileDescriptor file = open_for_reading(shown("x.bin"));
  Bytes start(1000);
  ASSERT_EQ(::pread(file.get(), start.data(), start.size(), 0), 1000);
  rewrite_chunk(pair, 0);
  send_sighup();
  EXPECT_EQ(::pread(file.get(), start.data(), start.size(), 0), -1);
  EXPECT_EQ(errno, EIO);
}

}  // namespace
}  // namespace mtscomp
