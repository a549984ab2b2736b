// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/json_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <system_error>

#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(JsonLog, AppendsALineForEachValue) {
  const TempDir directory;
  const std::string path = directory.file("log");
  write_file(path, "before\n");
  for (const std::uint64_t number : {1U, 2U}) {
    JsonLog(path).append({JsonObject{{"n", {number}}}});
  }
  EXPECT_TRUE(same_bytes(to_bytes("before\n{\"n\": 1}\n{\"n\": 2}\n"),
                         read_file(path)));
}

TEST(JsonLog, AFullDiskIsAnError) {
  EXPECT_THROW(JsonLog("/dev/full").append({nullptr}), std::system_error);
  EXPECT_THROW(JsonLog("/nowhere/log"), std::system_error);
}

TEST(UtcTimestamp, IsIso8601) {
  EXPECT_THAT(utc_timestamp(),
              ::testing::MatchesRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T"
                                      "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
                                      "[.][0-9][0-9][0-9]Z"));
}

}  // namespace
}  // namespace mtscomp
