// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/address/open_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/environment_variable.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

std::string problem_of(const std::string& address,
                       const RemoteOptions& options = {}) {
  try {
    open_source(address, options);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

class OpenSourceTest : public ::testing::Test {
 protected:
  OpenSourceTest() {
    std::filesystem::create_directory(directory_.file("tree"));
    write_file(directory_.file("tree/x"), Bytes(kSize));
  }

  static constexpr std::size_t kSize = 100'000;
  TempDir directory_;
  const EnvironmentVariable home_{"HOME", directory_.path().c_str()};
  const EnvironmentVariable no_netrc_{"NETRC", nullptr};
};

TEST_F(OpenSourceTest, OpensAWebServer) {
  RemoteServer server(directory_.file("tree"));
  const std::unique_ptr<Source> source = open_source(server.url(), {});
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(source->name(), server.url());
  EXPECT_EQ(source->n_parallel_calls(), kDefaultConnections);
  source->probe();
  EXPECT_EQ(source->status("x").st_size, off_t{kSize});
  EXPECT_GT(source->counters()->requests, 0U);
  EXPECT_FALSE(source->counters()->disk_cache);
}

TEST_F(OpenSourceTest, OpensABucket) {
  RemoteServer server(directory_.path(), {"--style", "s3"});
  const std::unique_ptr<Source> source =
      open_source("s3://tree", {.endpoint = server.url(), .anonymous = true});
  EXPECT_EQ(source->name(), "s3://tree");
  source->probe();
  EXPECT_EQ(source->status("x").st_size, off_t{kSize});
}

TEST_F(OpenSourceTest, SignsRequestsWithTheCredentialsOfTheEnvironment) {
  const RemoteServer server(directory_.path(),
                            {"--style", "s3", "--signed-only", "--account",
                             "KEY:secret:token", "--region", "here-1"});
  const EnvironmentVariable key("AWS_ACCESS_KEY_ID", "KEY");
  const EnvironmentVariable secret("AWS_SECRET_ACCESS_KEY", "secret");
  const EnvironmentVariable token("AWS_SESSION_TOKEN", "token");
  EXPECT_EQ(
      open_source("s3://tree", {.endpoint = server.url()})->status("x").st_size,
      off_t{kSize});
  const auto anonymous =
      open_source("s3://tree", {.endpoint = server.url(), .anonymous = true});
  try {
    anonymous->open_directory("");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
  }
}

TEST_F(OpenSourceTest, RefusesWrongAddressesAndOptions) {
  EXPECT_THAT(problem_of("ftp://host/"), HasSubstr("ftp"));
  EXPECT_THAT(problem_of("https://user:secret@host/"),
              ::testing::Not(HasSubstr("secret")));
  EXPECT_NE(problem_of("https://host/", {.ca_file = "/nonexistent"}), "");
  EXPECT_NE(problem_of("https://host/", {.manifest = "ftp://host/"}), "");
  EXPECT_NE(problem_of("s3://bucket", {.manifest = "x.json"}), "");
}

TEST_F(OpenSourceTest, UsesADiskCache) {
  RemoteServer server(directory_.file("tree"));
  const auto source =
      open_source(server.url(), {.disk_cache = directory_.file("cache")});
  Bytes bytes(kSize);
  source->open_file("x")->read_up_to(0, bytes, "x");
  EXPECT_EQ(source->counters()->disk_cache->misses, 1U);
}

TEST_F(OpenSourceTest, TheTimeoutEndsRequests) {
  RemoteServer server(directory_.file("tree"));
  server.leave();
  const auto source = open_source(server.url(), {.timeout = 0.5});
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THROW(source->probe(), std::system_error);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(OpenSourceTest, SendsPasswordsOfThePrivateNetrc) {
  RemoteServer server(directory_.file("tree"), {"--basic", "user:word"});
  const std::string netrc = directory_.file(".netrc");
  write_file(netrc, "machine 127.0.0.1 login user password word\n");
  ::chmod(netrc.c_str(), 0600);
  EXPECT_EQ(open_source(server.url(), {})->status("x").st_size, off_t{kSize});

  ::chmod(netrc.c_str(), 0644);
  const CapturedLog log;
  const auto source = open_source(server.url(), {});
  EXPECT_EQ(log.count("passwords are not used"), 1U);
  EXPECT_THROW(source->status("x"), std::system_error);

  const EnvironmentVariable named("NETRC", netrc.c_str());
  EXPECT_THAT(problem_of(server.url()), HasSubstr("chmod 600"));
}

}  // namespace
}  // namespace mtscomp
