// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "source/http/transfer/version_changed_error.h"
#include "support/bytes.h"
#include "support/environment_variable.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

const S3Credentials kUser = {.access_key = "AKUSER",
                             .secret_key = "secret/+key",
                             .session_token = "token=="};

// A bucket with keys such as those of the International Brain Laboratory.
class S3StoreTest : public testing::Test {
 protected:
  S3StoreTest() {
    for (const char* const key :
         {"data/a/#2024-05-06#/x y+z.\u00fc%20.cbin", "data/a/1", "data/a/2",
          "data/a/3", "data/b/1", "top"}) {
      const std::string path = directory_.file(std::string("bucket/") + key);
      std::filesystem::create_directories(
          std::filesystem::path(path).parent_path());
      write_file(path, std::string_view("0123456789"));
    }
  }

  // Requests need a signature.
  void serve(std::vector<std::string> options = {}) {
    const std::vector<std::string> all = {"--style", "s3", "--account",
                                          "AKUSER:secret/+key:token=="};
    options.insert(options.begin(), all.begin(), all.end());
    server_.emplace(directory_.path(), options);
  }

  S3Access access() const {
    return {.endpoint = parse_url(server_->url()), .credentials = kUser};
  }

  S3Store open(const std::string& address, const S3Access& access) const {
    return {parse_s3_address(address), access, kOptions};
  }

  static std::vector<std::string> names(const S3Store& store,
                                        const std::string& directory) {
    std::vector<std::string> names;
    for (const RemoteEntry& entry : store.list(directory, {}).entries) {
      names.push_back(entry.name + (entry.is_directory ? "/" : ""));
    }
    return names;
  }

  static std::string read(const S3Store& store, const std::string& file,
                          const std::optional<RemoteVersion>& pinned = {}) {
    Bytes bytes(5);
    store.read(file, 3, bytes, pinned, {});
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  static int error_of(const std::function<void()>& call) {
    try {
      call();
    } catch (const std::system_error& error) {
      return error.code().value();
    }
    return 0;
  }

  std::vector<std::uint64_t> statuses() {
    std::vector<std::uint64_t> statuses;
    for (const JsonValue& entry : server_->requests()) {
      statuses.push_back(std::get<std::uint64_t>(
          find_member(std::get<JsonObject>(entry.data), "status")->data));
    }
    return statuses;
  }

  const HttpClientOptions kOptions = {
      .n_connections = 2,
      .retry = {.first_delay = 2ms, .longest_delay = 20ms, .budget = 2s}};
  TempDir directory_;
  std::optional<RemoteServer> server_;
};

TEST_F(S3StoreTest, ListsDirectories) {
  serve({"--signed-only"});
  const S3Store store = open("s3://bucket", access());
  EXPECT_EQ(store.name(), "s3://bucket");
  EXPECT_EQ(names(store, ""), (std::vector<std::string>{"data/", "top"}));
  EXPECT_EQ(names(store, "data"), (std::vector<std::string>{"a/", "b/"}));
  const S3Store below = open("s3://bucket/data/a", access());
  EXPECT_EQ(below.name(), "s3://bucket/data/a");
  EXPECT_EQ(names(below, ""),
            (std::vector<std::string>{"#2024-05-06#/", "1", "2", "3"}));
  EXPECT_EQ(names(below, "#2024-05-06#"),
            (std::vector<std::string>{"x y+z.\u00fc%20.cbin"}));
}

TEST_F(S3StoreTest, ListsAllPages) {
  serve({"--max-keys", "1"});
  EXPECT_EQ(names(open("s3://bucket", access()), "data/a"),
            (std::vector<std::string>{"#2024-05-06#/", "1", "2", "3"}));
  EXPECT_EQ(statuses().size(), 4U);
}

TEST_F(S3StoreTest, ReadsObjectsOfTheListedVersion) {
  serve({"--signed-only"});
  const S3Store store = open("s3://bucket/data", access());
  const std::string file = "a/#2024-05-06#/x y+z.\u00fc%20.cbin";
  EXPECT_EQ(read(store, file), "34567");
  const RemoteVersion version = store.version(file, {});
  EXPECT_EQ(version.size, 10U);
  EXPECT_EQ(version.etag, store.list("a/#2024-05-06#", {}).entries[0].etag);
  EXPECT_EQ(read(store, file, version), "34567");
  write_file(directory_.file("bucket/data/" + file),
             std::string_view("9876543210"));
  EXPECT_THROW(read(store, file, version), VersionChangedError);
}

TEST_F(S3StoreTest, AKeyThatIsAlsoAPrefixIsADirectory) {
  serve();
  server_->command(R"({"put": ["bucket", "both", "file"]})");
  server_->command(R"({"put": ["bucket", "both/1", "file"]})");
  server_->command(R"({"put": ["bucket", "empty/", ""]})");
  const S3Store store = open("s3://bucket", access());
  EXPECT_EQ(names(store, ""),
            (std::vector<std::string>{"both/", "data/", "empty/", "top"}));
  EXPECT_EQ(names(store, "empty"), std::vector<std::string>{});
}

TEST_F(S3StoreTest, ReportsMissingDirectories) {
  serve();
  const S3Store store = open("s3://bucket", access());
  EXPECT_EQ(error_of([&] { store.list("no", {}); }), ENOENT);
  EXPECT_EQ(error_of([&] { store.list("dat", {}); }), ENOENT);
  EXPECT_EQ(error_of([&] { store.list("top", {}); }), ENOTDIR);
  EXPECT_EQ(error_of([&] { store.version("no", {}); }), ENOENT);
  const S3Store missing = open("s3://no-such-bucket", access());
  EXPECT_EQ(error_of([&] { missing.list("", {}); }), ENOENT);
}

TEST_F(S3StoreTest, ReportsThatAccessIsRefused) {
  serve({"--signed-only"});
  S3Access wrong = access();
  for (const CredentialSource& source :
       {CredentialSource(AnonymousAccess()),
        CredentialSource(S3Credentials{"AKUSER", "wrong", "token=="}),
        CredentialSource(S3Credentials{"NO", "secret/+key", ""})}) {
    wrong.credentials = source;
    const S3Store store = open("s3://bucket", wrong);
    EXPECT_EQ(error_of([&] { store.list("", {}); }), EACCES);
    EXPECT_EQ(error_of([&] { read(store, "top"); }), EACCES);
  }
}

TEST_F(S3StoreTest, SignsAgainForTheRegionOfTheBucket) {
  serve({"--signed-only", "--region", "eu-west-1"});
  const S3Store store = open("s3://bucket", access());
  // HEAD, whose error has no body.
  EXPECT_EQ(store.version("top", {}).size, 10U);
  EXPECT_EQ(read(store, "top"), "34567");
  EXPECT_EQ(statuses(), (std::vector<std::uint64_t>{400, 200, 206}));
}

TEST_F(S3StoreTest, AnErrorWithStatus200IsNoListing) {
  serve();
  server_->set_faults(R"([{"times": 2, "fault": {"answer": {"body":
      "<Error><Code>InternalError</Code><Message>x</Message></Error>"}}}])");
  EXPECT_EQ(names(open("s3://bucket", access()), "").size(), 2U);
  EXPECT_EQ(statuses().size(), 3U);
}

TEST_F(S3StoreTest, RetriesSlowDown) {
  serve();
  server_->set_faults(R"([{"times": 2, "fault": {"error":
                           {"code": "SlowDown", "status": 503}}}])");
  const S3Store store = open("s3://bucket", access());
  EXPECT_EQ(read(store, "top"), "34567");
  EXPECT_EQ(store.counters().throttled, 2U);
}

TEST_F(S3StoreTest, SendsNoSignatureToAnotherEndpoint) {
  RemoteServer other(directory_.path(), {"--style", "s3"});
  serve();
  server_->set_faults(fmt::format(
      R"([{{"fault": {{"redirect": {{"to": "{}{{target}}", "status": 307}}}}}}])",
      other.url()));
  // The other server does not know the account, so it would refuse a signature.
  EXPECT_EQ(read(open("s3://bucket", access()), "top"), "34567");
}

TEST_F(S3StoreTest, FindsTheRegionOfABucketOfAws) {
  serve({"--bucket-region", "bucket=eu-west-1", "--signed-only"});
  const EnvironmentVariable proxy("http_proxy", server_->url().c_str());
  const S3Store store(parse_s3_address("s3://bucket/data"),
                      {.credentials = kUser}, kOptions, "http");
  EXPECT_EQ(names(store, ""), (std::vector<std::string>{"a/", "b/"}));
  EXPECT_EQ(read(store, "b/1"), "34567");
  EXPECT_EQ(statuses(), (std::vector<std::uint64_t>{301, 200, 206}));
}

}  // namespace
}  // namespace mtscomp
