// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/json/json_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(JsonLogTest, AppendsALineForEachValue) {
  const TempDir directory;
  const std::string path = directory.file("log");
  write_file(path, "before\n");
  for (const std::uint64_t number : {1U, 2U}) {
    JsonLog(path).append({JsonObject{{"n", {number}}}});
  }
  EXPECT_TRUE(same_bytes(to_bytes("before\n{\"n\": 1}\n{\"n\": 2}\n"),
                         read_file(path)));
}

TEST(JsonLogTest, AFullDiskIsAnError) {
  EXPECT_THROW(JsonLog("/dev/full").append({nullptr}), std::system_error);
  EXPECT_THROW(JsonLog("/nowhere/log"), std::system_error);
}

// A full disk may have room for a part of the line.
TEST(JsonLogTest, ALineThatIsCutIsAnError) {
  const TempDir directory;
  const JsonLog log(directory.file("log"));
  rlimit usual = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  const rlimit three_bytes = {.rlim_cur = 3, .rlim_max = usual.rlim_max};
  const auto usual_action = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &three_bytes), 0);
  int error_number = 0;
  try {
    log.append({std::string("a text")});
  } catch (const std::system_error& error) {
    error_number = error.code().value();
  }
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, usual_action);
  EXPECT_EQ(error_number, ENOSPC);
}

TEST(JsonLogTimestampTest, IsIso8601) {
  EXPECT_THAT(utc_timestamp(),
              ::testing::MatchesRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T"
                                      "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
                                      "[.][0-9][0-9][0-9]Z"));
}

}  // namespace
}  // namespace mtscomp
