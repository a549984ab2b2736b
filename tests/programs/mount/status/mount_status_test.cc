// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/status/mount_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "mtscomp/base/json.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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

MountStatus status_of_server() {
  MountStatus status = make_status();
  status.request.source = "s3://bucket/data";
  status.request.remote.region = "eu-west-1";
  status.source = SourceCounters{.bytes_fetched = 21,
                                 .requests = 22,
                                 .retries = 23,
                                 .throttled = 24,
                                 .failures = 25,
                                 .first_byte = {},
                                 .disk_cache = std::nullopt};
  status.source->first_byte.add(std::chrono::milliseconds(30));
  return status;
}

TEST(MountStatusTest, LocalSourceHasNoServer) {
  const std::string json = status_json(make_status());
  EXPECT_THAT(json, HasSubstr("\"server\": null"));
  EXPECT_THAT(json, HasSubstr("\"disk_cache\": null"));
  EXPECT_THAT(json, Not(HasSubstr("region")));
  EXPECT_THAT(status_metrics(make_status()), Not(HasSubstr("server")));
}

TEST(MountStatusTest, ServerHasCountersAndOptions) {
  MountStatus status = status_of_server();
  EXPECT_THAT(status_json(status), HasSubstr("\"disk_cache\": null"));
  status.source->disk_cache = DiskCacheCounters{.hits = 31, .bytes = 32};
  const std::string json = status_json(status);
  for (const char* const text :
       {"\"bytes_fetched\": 21", "\"requests\": 22", "\"retries\": 23",
        "\"throttled\": 24", "\"failures\": 25", "\"hits\": 31",
        "\"bytes\": 32", "\"region\": \"eu-west-1\"",
        "\"first_byte_seconds\""}) {
    EXPECT_THAT(json, HasSubstr(text));
  }
  const std::string metrics = status_metrics(status);
  EXPECT_THAT(metrics, HasSubstr("mtscompfs_server_bytes_fetched_total 21\n"));
  EXPECT_THAT(metrics, HasSubstr("mtscompfs_disk_cache_hits_total 31\n"));
  EXPECT_THAT(
      metrics,
      HasSubstr("mtscompfs_server_first_byte_seconds_bucket{le=\"0.05\"} 1"));
}

TEST(MountStatusTest, MetricsSayWhatTheyAre) {
  EXPECT_THAT(status_metrics(make_status()),
              HasSubstr("# HELP mtscompfs_cache_hits_total Chunk look-ups "
                        "answered from the cache.\n"
                        "# TYPE mtscompfs_cache_hits_total counter\n"
                        "mtscompfs_cache_hits_total 11\n"));
  EXPECT_THAT(status_metrics(make_status()),
              HasSubstr("mtscompfs_open_handles_files 15\n"));
}

// Loads of 5 ms, 7 ms and 100 s; no waits.
MountStatus status_with_loads() {
  MountStatus status = make_status();
  status.cache.load_times.add(std::chrono::milliseconds(5));
  status.cache.load_times.add(std::chrono::milliseconds(7));
  status.cache.load_times.add(std::chrono::seconds(100));
  return status;
}

TEST(MountStatusTest, JsonHasHistograms) {
  const JsonValue value =
      parse_json(status_json(status_with_loads()), "status.json");
  const auto member = [](const JsonValue& object, const char* key) {
    return *find_member(std::get<JsonObject>(object.data), key);
  };
  const JsonValue loads = member(member(value, "cache"), "load_seconds");
  EXPECT_EQ(std::get<std::uint64_t>(member(loads, "count").data), 3U);
  EXPECT_EQ(std::get<double>(member(loads, "sum").data), 100.012);
  const JsonValue buckets = member(loads, "buckets");
  EXPECT_EQ(std::get<std::uint64_t>(member(buckets, "0.002").data), 0U);
  EXPECT_EQ(std::get<std::uint64_t>(member(buckets, "0.005").data), 1U);
  EXPECT_EQ(std::get<std::uint64_t>(member(buckets, "0.01").data), 2U);
  EXPECT_EQ(std::get<std::uint64_t>(member(buckets, "50").data), 2U);
  EXPECT_EQ(std::get<std::uint64_t>(member(buckets, "+Inf").data), 3U);
}

TEST(MountStatusTest, MetricsHaveHistograms) {
  const std::string text = status_metrics(status_with_loads());
  EXPECT_THAT(
      text,
      HasSubstr("# HELP mtscompfs_cache_load_seconds Time to read and decode "
                "a chunk, in seconds.\n"
                "# TYPE mtscompfs_cache_load_seconds histogram\n"
                "mtscompfs_cache_load_seconds_bucket{le=\"0.001\"} 0\n"
                "mtscompfs_cache_load_seconds_bucket{le=\"0.002\"} 0\n"
                "mtscompfs_cache_load_seconds_bucket{le=\"0.005\"} 1\n"
                "mtscompfs_cache_load_seconds_bucket{le=\"0.01\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("mtscompfs_cache_load_seconds_bucket{le=\"50\"} 2\n"
                        "mtscompfs_cache_load_seconds_bucket{le=\"+Inf\"} 3\n"
                        "mtscompfs_cache_load_seconds_sum 100.012\n"
                        "mtscompfs_cache_load_seconds_count 3\n"));
  EXPECT_THAT(text, HasSubstr("mtscompfs_cache_wait_seconds_sum 0\n"
                              "mtscompfs_cache_wait_seconds_count 0\n"));
}

}  // namespace
}  // namespace mtscomp
