// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A remote source on a server that fails in many ways.  Names and bytes are
// right, or a call fails: names never vanish, and bytes are never wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "source/http/remote_source.h"
#include "source/http/web_store.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/remote_server.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class RemoteFaultsTest : public ::testing::TestWithParam<const char*> {
 protected:
  RemoteFaultsTest() {
    std::mt19937_64 random(test_seed());
    std::filesystem::create_directories(tree_.file("a/b"));
    for (const char* const path : {"x", "a/y", "a/b/z"}) {
      Bytes bytes(200'000);
      std::generate(bytes.begin(), bytes.end(),
                    [&] { return static_cast<std::byte>(random()); });
      write_file(tree_.file(path), bytes);
      files_[path] = std::move(bytes);
    }
    server_ = std::make_unique<RemoteServer>(
        tree_.path(), std::vector<std::string>{"--style", GetParam()});
    source_ = std::make_unique<RemoteSource>(
        std::make_unique<WebStore>(
            parse_url(server_->url()), "",
            HttpClientOptions{.n_connections = 4,
                              .retry = {.first_delay = 1ms,
                                        .longest_delay = 10ms,
                                        .budget = 1s},
                              .stall_time = 1s}),
        RemoteSourceOptions{.listing_timeout = 0ms});
  }

  // Reads a part of a file.
  void read(const std::string& path, std::size_t offset, std::size_t size) {
    Bytes bytes(size);
    EXPECT_EQ(source_->open_file(path)->read_up_to(offset, bytes, path), size);
    EXPECT_TRUE(
        same_bytes(std::span(files_[path]).subspan(offset, size), bytes));
  }

  static std::vector<std::string> names_in(const SourceDirectory& directory) {
    std::vector<std::string> names;
    for (const SourceEntry& entry : directory.entries()) {
      names.push_back(entry.name);
    }
    return names;
  }

  TempDir tree_;
  std::map<std::string, Bytes> files_;
  std::unique_ptr<RemoteServer> server_;
  std::unique_ptr<RemoteSource> source_;
};

INSTANTIATE_TEST_SUITE_P(Styles, RemoteFaultsTest,
                         ::testing::Values("nginx", "nginx-json", "apache"));

// Only HEAD requests tell the truth about sizes: nothing contradicts them
// before the first read.
TEST_P(RemoteFaultsTest, NamesAndBytesAreRightOrCallsFail) {
  server_->set_faults(R"([
    {"probability": 0.3, "fault": [
      {"cut": 10}, {"cut": "before header"}, {"reset": 20}, {"short": 5},
      {"error": {"status": 500}}, {"error": {"status": 503}},
      {"error": {"status": 429, "retry_after": "0"}}, {"gzip": true}]},
    {"method": "GET", "probability": 0.2, "fault": [
      {"truncate": 0.5}, {"truncate": 10},
      {"answer": {"status": 200, "headers": {"Content-Type": "text/html"},
                  "body": "<html><body>Please log in</body>"}}]},
    {"range": true, "probability": 0.3, "fault": [
      {"ignore_range": true}, {"shrink": 7}, {"long": 3},
      {"content_range": {"first": 1}}, {"content_range": {"total": 1}},
      {"etag": "changed"}]}])");
  int n_right = 0;
  for (int i = 0; i < 60; ++i) {
    try {
      source_->forget();
      EXPECT_THAT(names_in(*source_->open_directory("")),
                  ::testing::ElementsAre("a", "x"));
      EXPECT_THAT(names_in(*source_->open_directory("a")),
                  ::testing::ElementsAre("b", "y"));
      read("a/b/z", 1000, 100'000);
      read("x", 5, 10);
      ++n_right;
    } catch (const std::system_error& error) {
      EXPECT_THAT(error.code().value(), ::testing::AnyOf(EIO, ETIMEDOUT))
          << error.what();
    }
  }
  EXPECT_GT(n_right, 0);
}

TEST_P(RemoteFaultsTest, NamesStayWhileTheServerIsGone) {
  const CapturedLog log;
  source_->open_directory("a");
  read("a/y", 0, 10);
  const auto start = std::chrono::steady_clock::now();
  server_->leave();
  EXPECT_EQ(source_->status("a/y").st_size, 200'000);
  EXPECT_EQ(source_->status("").st_mode, S_IFDIR | 0555U);
  EXPECT_THAT(names_in(*source_->open_directory("a")),
              ::testing::ElementsAre("b", "y"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_EQ(log.count("cannot renew a listing"), 1U);
  server_->come_back();
  read("a/y", 0, 10);
}

}  // namespace
}  // namespace mtscomp
