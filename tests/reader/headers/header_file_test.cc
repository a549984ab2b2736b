// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"
#include "source/local/local_file.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class HeaderFileTest : public ::testing::Test {
 protected:
  HeaderFileTest() { write_file(path_, "a header"); }

  FileDescriptor open() const { return open_for_reading(path_); }

  TempDir directory_;
  std::string path_ = directory_.file("x.ch");
};

TEST_F(HeaderFileTest, TextIsThatOfTheFile) {
  EXPECT_EQ(read_header_text(open(), "x.ch"), "a header");
  EXPECT_EQ(read_header_text(LocalFile(open()), "x.ch"), "a header");
}

TEST_F(HeaderFileTest, TextAboveTheLimitIsRefusedWithAnAdvice) {
  HeaderLimits limits;
  limits.max_header_size = 7;
  try {
    read_header_text(LocalFile(open()), "x.ch", limits);
    FAIL();
  } catch (const UnsupportedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("x.ch: 8 bytes exceed the limit of 7"));
    EXPECT_THAT(error.what(), HasSubstr("max_header_size"));
  }
}

TEST_F(HeaderFileTest, HeaderIsThatOfThePair) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "y", {});
  EXPECT_EQ(read_header_file(pair.ch_path).chunk_bounds,
            pair.header.chunk_bounds);
}

}  // namespace
}  // namespace mtscomp
