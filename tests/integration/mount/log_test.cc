// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The log of a real mount explains each read: its request and reply at trace,
// its chunk at debug.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "integration/support/mounted_view.h"

namespace mtscomp {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class LogTest : public MountedViewTest {
 protected:
  // The log of a mount at this level after reading x.bin.
  std::string log_of_read(const std::string& level) {
    options_.arguments = {"--log-level", level};
    const SyntheticRecording pair = write_pair("x.cbin");
    EXPECT_TRUE(shows("x.bin", pair.raw));
    mounted().stop(SIGTERM);
    return mounted().log();
  }
};

TEST_F(LogTest, TraceHasRequestsAndReplies) {
  const std::string log = log_of_read("trace");
  EXPECT_THAT(log,
              ContainsRegex("request [0-9]+: LOOKUP of node 1: \"x.bin\"; "));
  EXPECT_THAT(log, ContainsRegex("request [0-9]+: READ of node [0-9]+: [0-9]+ "
                                 "bytes at 0, handle [0-9]+; "));
  EXPECT_THAT(log, ContainsRegex("libfuse: +unique: [0-9]+, success, "));
  EXPECT_THAT(log, Not(HasSubstr(", opcode: ")));  // One line for each request.
}

TEST_F(LogTest, DebugHasLoadsAndWaitsAndNoRequests) {
  const std::string log = log_of_read("debug");
  EXPECT_THAT(
      log, ContainsRegex(
               "x.cbin \\[[0-9]+\\]: chunk 0: "
               "(loaded|prefetched): [0-9]+ bytes read in [0-9.]+ ms, [0-9]+ "
               "bytes decoded in [0-9.]+ ms"));
  EXPECT_THAT(log, ContainsRegex("chunk 0: miss, a reader waited [0-9.]+ ms"));
  EXPECT_THAT(log, Not(HasSubstr("request ")));
  EXPECT_THAT(log, Not(HasSubstr("unique: ")));
}

TEST_F(LogTest, InfoHasNeither) {
  const std::string log = log_of_read("info");
  EXPECT_THAT(log, Not(HasSubstr("chunk 0")));
  EXPECT_THAT(log, Not(HasSubstr("request ")));
}

}  // namespace
}  // namespace mtscomp
