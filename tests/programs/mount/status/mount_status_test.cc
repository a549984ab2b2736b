// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/mount_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

MountStatus make_status() {
  MountStatus status;
  status.request.source = "/data/archive";
  status.request.mount_point = "/mnt";
  status.request.cache_size = 1 << 20;
  status.request.uid = 1000;
  status.request.mask = 027;
  status.request.mount_options = {"allow_other"};
  status.decoder = "native";
  status.uptime = 3725.25;
  status.cache.hits = 11;
  status.cache.decodes = 12;
  status.cache.failures = 13;
  status.cache.prefetch.wasted = 14;
  status.open.files = 15;
  status.n_problems = 16;
  return status;
}

TEST(MountStatusTest, JsonHasNumbersByGroups) {
  const std::string json = status_json(make_status());
  for (const char* const text :
       {"\"hits\": 11", "\"decodes\": 12", "\"loads\": 13", "\"wasted\": 14",
        "\"files\": 15", "\"problems\": 16", "\"mask\": \"027\"",
        "\"uid\": 1000", "\"max_header_size\": 67108864",
        "\"max_chunk_size\": 2147483648", "\"max_chunks\": 1000000",
        "\"uptime_seconds\": 3725.25", "\"decoder\": \"native\"",
        "\"allow_other\""}) {
    EXPECT_THAT(json, HasSubstr(text));
  }
}

TEST(MountStatusTest, MetricsSayWhatTheyAre) {
  EXPECT_THAT(status_metrics(make_status()),
              HasSubstr("# HELP mtscompfs_cache_hits_total Look-ups that found "
                        "their chunk.\n"
                        "# TYPE mtscompfs_cache_hits_total counter\n"
                        "mtscompfs_cache_hits_total 11\n"));
  EXPECT_THAT(status_metrics(make_status()),
              HasSubstr("mtscompfs_open_handles_files 15\n"));
}

TEST(MountStatusTest, PeopleAreToldTheSame) {
  const std::string text = describe_status(status_json(make_status()),
                                           "/a.ch: is bad\n/b.ch: too\n");
  EXPECT_THAT(text, HasSubstr("/data/archive is shown at /mnt\n"));
  EXPECT_THAT(text, HasSubstr("mounted for 1 h 2 min, decoder native\n"));
  EXPECT_THAT(text, HasSubstr("11 hits"));
  EXPECT_THAT(text, HasSubstr("  /a.ch: is bad\n  /b.ch: too\n"));
}

TEST(MountStatusTest, WhatIsNoStatusIsRefused) {
  EXPECT_THROW(describe_status("", ""), FormatError);
  EXPECT_THROW(describe_status("{}", ""), FormatError);
  EXPECT_THROW(describe_status(R"({"source": 5})", ""), FormatError);
}

}  // namespace
}  // namespace mtscomp
