// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/http_client.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "mtscomp/base/error.h"
#include "source/http/client/client_fixture.h"

namespace mtscomp {
namespace {

class HttpClientTest : public ClientFixture {
 protected:
  PlainAuthority authority_;
  HttpClient client_{fast_options(), authority_};
};

TEST_F(HttpClientTest, ReadsRanges) {
  EXPECT_TRUE(reads_right(client_, 0, 1));
  EXPECT_TRUE(reads_right(client_, 1000, 70'000));
  EXPECT_TRUE(reads_right(client_, kFileSize - 1, 1));
  EXPECT_TRUE(reads_right(client_, 0, kFileSize));
  EXPECT_EQ(version().size, kFileSize);
  EXPECT_FALSE(version().etag.empty());
  EXPECT_TRUE(version().modified);
}

TEST_F(HttpClientTest, KeepsItsConnection) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(reads_right(client_, 0, 10));
  }
  EXPECT_EQ(logged<std::uint64_t>("connection"),
            (std::vector<std::uint64_t>{1, 1, 1}));
  EXPECT_EQ(logged<std::string>("agent")[0], "mtscompfs/" MTSCOMPFS_VERSION);
}

TEST_F(HttpClientTest, ReadsAPinnedVersion) {
  const RemoteVersion pinned = client_.read_version(url(), {});
  EXPECT_EQ(pinned.size, kFileSize);
  EXPECT_TRUE(reads_right(client_, 5, 500, pinned));
  EXPECT_EQ(version(), pinned);
}

TEST_F(HttpClientTest, RefusesAnotherVersion) {
  const RemoteVersion pinned = client_.read_version(url(), {});
  write_file(directory().file("x.cbin"), Bytes(kFileSize));
  std::filesystem::last_write_time(
      directory().file("x.cbin"),
      std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_THROW(read(client_, 0, 10, pinned), VersionChangedError);
  EXPECT_EQ(logged<std::uint64_t>("status").back(), 412U);
}

TEST_F(HttpClientTest, RefusesAnotherVersionFromAServerThatIgnoresConditions) {
  const RemoteVersion pinned = client_.read_version(url(), {});
  server().set_faults(
      R"([{"fault": {"ignore_conditions": true, "etag": "changed"}}])");
  EXPECT_THROW(read(client_, 0, 10, pinned), VersionChangedError);
  EXPECT_EQ(logged<std::uint64_t>("status").back(), 206U);
}

TEST_F(HttpClientTest, RefusesARangeBeyondTheEnd) {
  EXPECT_THROW(read(client_, kFileSize, 1), VersionChangedError);
  EXPECT_THROW(read(client_, kFileSize - 1, 2), VersionChangedError);
}

TEST_F(HttpClientTest, ReportsAMissingFile) {
  const Url missing = url("no.cbin");
  EXPECT_EQ(error_of([&] { client_.read_version(missing, {}); }), ENOENT);
  EXPECT_EQ(
      error_of([&] { client_.read_all(missing, 1000, {}); }, missing.path),
      ENOENT);
  EXPECT_EQ(client_.counters().failures, 0U);
}

TEST_F(HttpClientTest, ReadsDocuments) {
  write_file(directory().file("a b.json"), std::string_view("[1]"));
  const HttpDocument document = client_.read_all(url("a b.json"), 3, {});
  EXPECT_EQ(document.body, "[1]");
  EXPECT_EQ(document.url, url("a b.json"));
  EXPECT_EQ(document.version.size, 3U);
  EXPECT_EQ(client_.read_all(url(""), 10'000, {}).content_type, "text/html");
}

TEST_F(HttpClientTest, RefusesLongDocuments) {
  EXPECT_THROW(client_.read_all(url(), kFileSize - 1, {}), UnsupportedError);
  server().set_faults(
      R"([{"fault": {"answer": {"body": "endless", "repeat": 1e15}}}])");
  EXPECT_THROW(client_.read_all(url(), kFileSize, {}), UnsupportedError);
}

TEST_F(HttpClientTest, CountsItsWork) {
  server().set_faults(R"([{"nth": 1, "fault": {"error": {"status": 503}}},
                          {"nth": 1, "fault": {"cut": 70}}])");
  EXPECT_TRUE(reads_right(client_, 0, 100));
  const HttpCounters counters = client_.counters();
  EXPECT_EQ(counters.requests, 3U);
  EXPECT_EQ(counters.retries, 2U);
  EXPECT_EQ(counters.throttled, 1U);
  EXPECT_EQ(counters.failures, 0U);
  EXPECT_EQ(counters.first_byte.count(), 3U);
  EXPECT_GE(counters.bytes_fetched, 170U);
}

TEST_F(HttpClientTest, RefusesACertificateFileThatIsMissing) {
  HttpClientOptions options = fast_options();
  options.ca_file = directory().file("no.pem");
  EXPECT_THROW(HttpClient(options, authority_), UsageError);
}

}  // namespace
}  // namespace mtscomp
