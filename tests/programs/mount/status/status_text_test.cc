// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/status_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

MountStatus make_status() {
  MountStatus status;
  status.request.source = "/data/archive";
  status.request.mount_point = "/mnt";
  status.decoder = "native";
  status.uptime = 3725.25;
  status.cache.hits = 11;
  status.n_problems = 2;
  return status;
}

TEST(StatusTextTest, NamesPathsTimeAndCounters) {
  const std::string text =
      status_text(make_status(), "/a.ch: is bad\n/b.ch: too\n");
  EXPECT_THAT(text, StartsWith("/data/archive is shown at /mnt\n"));
  EXPECT_THAT(text, HasSubstr("mounted for 1 h 2 min, decoder native\n"));
  EXPECT_THAT(text, HasSubstr(": 11 hits, "));
  EXPECT_THAT(text, HasSubstr("problems   2\n  /a.ch: is bad\n  /b.ch: too\n"));
}

TEST(StatusTextTest, SaysHowLongLoadsAndWaitsTook) {
  MountStatus status = make_status();
  EXPECT_THAT(status_text(status, ""),
              HasSubstr("loads      none yet\nwaits      none yet\n"));
  for (int i = 0; i < 9; ++i) {
    status.cache.load_times.add(std::chrono::milliseconds(14));
  }
  status.cache.load_times.add(std::chrono::milliseconds(1500));
  status.cache.wait_times.add(std::chrono::seconds(60));
  EXPECT_THAT(status_text(status, ""),
              HasSubstr("loads      10 in 1.626 s; 50 % took at most 20 ms, "
                        "95 % took at most 2 s\n"
                        "waits      1 in 60.000 s; 50 % took more than 50 s, "
                        "95 % took more than 50 s\n"));
}

TEST(StatusTextTest, ServerHasItsOwnLines) {
  MountStatus status = make_status();
  EXPECT_THAT(status_text(status, ""), Not(HasSubstr("server")));
  status.source = SourceCounters{
      .bytes_fetched = 3 << 20, .requests = 22, .retries = 2, .throttled = 1};
  status.source->first_byte.add(std::chrono::milliseconds(30));
  EXPECT_THAT(
      status_text(status, ""),
      HasSubstr("server     3.0 MiB fetched in 22 requests: 2 repeated, "
                "1 throttled, 0 given up\n"
                "answers    1 in 0.030 s; 50 % took at most 50 ms, "
                "99 % took at most 50 ms\n"));
  status.source->disk_cache = DiskCacheCounters{.hits = 7};
  EXPECT_THAT(status_text(status, ""), HasSubstr("disk cache 0 bytes: 7 hits"));
}

// A path could imitate another line, or control the terminal.
TEST(StatusTextTest, ControlCharactersInPathsAreEscaped) {
  MountStatus status = make_status();
  status.request.source = "/data/\n\x1b[2J";
  status.request.mount_point = "/mnt\t";
  EXPECT_THAT(status_text(status, ""),
              StartsWith("/data/\\n\\x1b[2J is shown at /mnt\\t\n"));
}

}  // namespace
}  // namespace mtscomp
