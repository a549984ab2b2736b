// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/web_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "mtscomp/base/error.h"
#include "source/http/transfer/version_changed_error.h"
#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

HttpClientOptions fast_options() {
  return {.n_connections = 4,
          .retry = {.first_delay = 2ms, .longest_delay = 20ms, .budget = 3s},
          .stall_time = 1s};
}

std::vector<std::string> names_of(const RemoteListing& listing) {
  std::vector<std::string> names;
  for (const RemoteEntry& entry : listing.entries) {
    names.push_back(entry.name + (entry.is_directory ? "/" : ""));
  }
  return names;
}

struct Failure {
  int error_number = 0;
  std::string message;
};

Failure failure_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return {error.code().value(), error.what()};
  } catch (const std::exception& error) {
    return {-1, error.what()};
  }
  return {};
}

class WebStoreTest : public ::testing::Test {
 protected:
  WebStoreTest() {
    std::filesystem::create_directories(tree_.file("a b/#1#/ü"));
    write_file(tree_.file("a b/#1#/x&y.cbin"), "0123456789");
    write_file(tree_.file("a b/empty"), "");
    write_file(tree_.file("top"), "top");
  }

  void serve(const std::vector<std::string>& options = {},
             const std::string& manifest = "", const std::string& path = "") {
    server_ = std::make_unique<RemoteServer>(tree_.path(), options);
    store_ = std::make_unique<WebStore>(parse_url(server_->url() + path),
                                        manifest, fast_options());
  }

  std::string read(const std::string& file, std::size_t offset,
                   std::size_t size) {
    std::string text(size, '\0');
    store_->read(file, offset, std::as_writable_bytes(std::span(text)),
                 std::nullopt, {});
    return text;
  }

  // Serves an answer to all requests for a directory.
  void answer_with(const std::string& content_type, const std::string& body,
                   std::uint64_t n_repeats = 1) {
    write_file(tree_.file(".answer"), body);
    server_->set_faults(fmt::format(
        R"([{{"path": "/$", "fault": {{"answer": {{"status": 200,
             "headers": {{"Content-Type": "{}"}},
             "file": "{}", "repeat": {}}}}}}}])",
        content_type, tree_.file(".answer"), n_repeats));
  }

  TempDir tree_;
  std::unique_ptr<RemoteServer> server_;
  std::unique_ptr<WebStore> store_;
};

class WebStoreStylesTest : public WebStoreTest,
                           public ::testing::WithParamInterface<const char*> {};

INSTANTIATE_TEST_SUITE_P(Styles, WebStoreStylesTest,
                         ::testing::Values("nginx", "nginx-json", "apache",
                                           "apache-pre"));

TEST_P(WebStoreStylesTest, ListsATree) {
  serve({"--style", GetParam()});
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("a b/", "top"));
  EXPECT_THAT(names_of(store_->list("a b", {})), ElementsAre("#1#/", "empty"));
  EXPECT_THAT(names_of(store_->list("a b/#1#", {})),
              ElementsAre("x&y.cbin", "ü/"));
  EXPECT_THAT(names_of(store_->list("a b/#1#/ü", {})), ElementsAre());
}

TEST_P(WebStoreStylesTest, ReadsFiles) {
  serve({"--style", GetParam()}, "", "/a%20b");
  EXPECT_EQ(read("#1#/x&y.cbin", 3, 4), "3456");
  const RemoteVersion version = store_->version("#1#/x&y.cbin", {});
  EXPECT_EQ(version.size, 10U);
  EXPECT_FALSE(version.etag.empty());
  EXPECT_TRUE(version.modified);
  EXPECT_EQ(store_->version("empty", {}).size, 0U);
}

TEST_P(WebStoreStylesTest, VersionsOfListingsMatchThoseOfFiles) {
  serve({"--style", GetParam()});
  const RemoteVersion listed =
      version_of(store_->list("a b/#1#", {}).entries[0]);
  EXPECT_TRUE(matches(listed, store_->version("a b/#1#/x&y.cbin", {})));
  EXPECT_EQ(listed.size.has_value(), std::string(GetParam()) == "nginx-json");
}

TEST_F(WebStoreTest, TheNameIsTheAddressWithoutSlash) {
  serve();
  EXPECT_EQ(store_->name(), server_->url());
  for (const char* const path : {"/a%20b", "/a b", "/a%20b/"}) {
    serve({}, "", path);
    EXPECT_EQ(store_->name(), server_->url() + "/a%20b");
    EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("#1#/", "empty"));
  }
}

TEST_F(WebStoreTest, MissingFilesAndDirectoriesAreEnoent) {
  serve();
  EXPECT_EQ(failure_of([&] { store_->list("b", {}); }).error_number, ENOENT);
  EXPECT_EQ(failure_of([&] { store_->list("top", {}); }).error_number, ENOENT);
  EXPECT_EQ(failure_of([&] { store_->version("b", {}); }).error_number, ENOENT);
  EXPECT_EQ(failure_of([&] { read("b", 0, 1); }).error_number, ENOENT);
}

TEST_F(WebStoreTest, ADirectoryThatMayNotBeListedIsEacces) {
  serve();
  server_->set_faults(
      R"([{"path": "/$", "fault": {"error": {"status": 403}}}])");
  const Failure failure = failure_of([&] { store_->list("a b", {}); });
  EXPECT_EQ(failure.error_number, EACCES);
  EXPECT_THAT(failure.message, HasSubstr("refuses to list the directory"));
  EXPECT_EQ(read("top", 0, 3), "top");
}

TEST_F(WebStoreTest, FollowsRedirectsOfDirectories) {
  serve();
  server_->set_faults(
      R"([{"path": "^/moved/$", "fault":
           {"redirect": {"status": 302, "to": "{self}/a%20b/"}}}])");
  EXPECT_THAT(names_of(store_->list("moved", {})),
              ElementsAre("#1#/", "empty"));
}

TEST_F(WebStoreTest, ReadsOneByteIfTheServerRefusesHead) {
  serve();
  for (const int status : {405, 501}) {
    server_->set_faults(fmt::format(
        R"([{{"method": "HEAD", "fault": {{"error": {{"status": {}}}}}}}])",
        status));
    EXPECT_EQ(store_->version("a b/#1#/x&y.cbin", {}).size, 10U);
  }
}

TEST_F(WebStoreTest, ReadsOneByteIfHeadTellsNoSize) {
  serve();
  server_->set_faults(
      R"([{"method": "HEAD", "fault": {"headers": {"Content-Length": null,
           "Transfer-Encoding": "chunked"}}}])");
  EXPECT_EQ(store_->version("a b/#1#/x&y.cbin", {}).size, 10U);
}

TEST_F(WebStoreTest, RefusesAFileWithoutSize) {
  serve();
  server_->set_faults(
      R"([{"method": "HEAD", "fault": {"headers": {"Content-Length": null}}},
          {"method": "GET", "fault": {"headers":
           {"Content-Range": "bytes 0-0/*"}}}])");
  const Failure failure = failure_of([&] { store_->version("top", {}); });
  EXPECT_EQ(failure.error_number, EIO);
  EXPECT_THAT(failure.message, HasSubstr("does not tell the file's size"));
}

TEST_F(WebStoreTest, ReadsRefuseAnotherVersion) {
  serve();
  RemoteVersion pinned = store_->version("top", {});
  pinned.etag = "\"other\"";
  std::array<std::byte, 1> byte = {};
  EXPECT_THROW(store_->read("top", 0, byte, pinned, {}), VersionChangedError);
}

TEST_F(WebStoreTest, RefusesAMillionAndOneNames) {
  serve();
  constexpr std::size_t kNames = kMaxListedNames + 1;
  std::string html = "<html>";
  for (std::size_t i = 0; i < kNames; ++i) {
    fmt::format_to(std::back_inserter(html), "<a href=\"{}\">", i);
  }
  answer_with("text/html", html + "</html>");
  const Failure failure = failure_of([&] { store_->list("", {}); });
  EXPECT_THAT(failure.message, HasSubstr("more than 1000000 names"));
}

TEST_F(WebStoreTest, RefusesAnEndlessListing) {
  serve();
  answer_with("text/html", "<a href=\"x\">x</a>\n", 1'000'000'000'000);
  const Failure failure = failure_of([&] { store_->list("", {}); });
  EXPECT_EQ(failure.error_number, -1);
  EXPECT_THAT(failure.message, HasSubstr("67108864"));
}

TEST_F(WebStoreTest, RefusesACutListing) {
  serve();
  answer_with("text/html", "<a href=\"x\">x</a><a href=\"y");
  EXPECT_THAT(failure_of([&] { store_->list("", {}); }).message,
              HasSubstr("the end of the listing is missing"));
  answer_with("application/json", R"([{"name": "x", "type": "file"},)");
  EXPECT_EQ(failure_of([&] { store_->list("", {}); }).error_number, -1);
}

TEST_F(WebStoreTest, LeavesOutNamesThatCannotBeNames) {
  serve();
  const std::string longest(255, 'n');
  answer_with("text/html",
              "<a href=\"..\"></a><a href=\"../../etc/passwd\"></a>"
              "<a href=\"%2e%2e\"></a><a href=\"a%2Fb\"></a>"
              "<a href=\"a%00b\"></a><a href=\"//other/x\"></a>"
              "<a href=\"file:///etc/passwd\"></a><a href=\"" +
                  longest + "\"></a><a href=\"" + longest +
                  "n\"></a><a href=\"ok\"></a>");
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre(longest, "ok"));
  answer_with("application/json",
              R"([{"name": "..", "type": "directory", "mtime": ""},
                  {"name": "a/b", "type": "file", "size": 1, "mtime": ""},
                  {"name": "a\u0000b", "type": "file", "size": 1, "mtime": ""},
                  {"name": "", "type": "file", "size": 1, "mtime": ""},
                  {"name": "ok", "type": "file", "size": 1, "mtime": ""}])");
  const RemoteListing listing = store_->list("", {});
  EXPECT_THAT(names_of(listing), ElementsAre("ok"));
  EXPECT_EQ(listing.n_refused, 4U);
}

constexpr const char* kManifest = R"([
  {"Path": "a b/#1#/x&y.cbin", "Size": 10, "ModTime": "2024-02-03T04:05:06Z"},
  {"Path": "top", "Size": 3, "ModTime": "2024-02-03T04:05:06Z"}])";

class WebStoreManifestTest : public WebStoreTest {
 protected:
  void expect_manifest() {
    const RemoteListing listing = store_->list("", {});
    EXPECT_THAT(names_of(listing), ElementsAre("a b/", "top"));
    EXPECT_EQ(listing.entries[1].size, 3U);
    EXPECT_FALSE(listing.has_exact_times);
    EXPECT_THAT(names_of(store_->list("a b", {})), ElementsAre("#1#/"));
    EXPECT_EQ(failure_of([&] { store_->list("top", {}); }).error_number,
              ENOTDIR);
    EXPECT_EQ(failure_of([&] { store_->list("b", {}); }).error_number, ENOENT);
    EXPECT_EQ(read("a b/#1#/x&y.cbin", 3, 4), "3456");
  }
};

TEST_F(WebStoreManifestTest, ReadsTheManifestInTheArchive) {
  write_file(tree_.file(std::string(kManifestName)), kManifest);
  serve();
  expect_manifest();
  EXPECT_EQ(server_->requests().size(), 2U);  // The manifest and a range.
}

TEST_F(WebStoreManifestTest, ReadsALocalManifest) {
  const TempDir directory;
  write_file(directory.file("manifest.json"), kManifest);
  serve({}, directory.file("manifest.json"));
  expect_manifest();
  EXPECT_EQ(server_->requests().size(), 1U);
}

TEST_F(WebStoreManifestTest, ReadsAManifestOnAServer) {
  const TempDir directory;
  write_file(directory.file("manifest.json"), kManifest);
  const RemoteServer other(directory.path());
  serve({}, other.url() + "/manifest.json");
  expect_manifest();
}

TEST_F(WebStoreManifestTest, AManifestThatCannotBeReadIsAnError) {
  serve({}, "/nonexistent/manifest.json");
  EXPECT_EQ(failure_of([&] { store_->list("", {}); }).error_number, ENOENT);
  write_file(tree_.file("wrong"), "{}");
  serve({}, tree_.file("wrong"));
  EXPECT_EQ(failure_of([&] { store_->list("", {}); }).error_number, -1);
  serve();
  server_->set_faults(
      R"([{"path": "manifest", "fault": {"error": {"status": 400}}}])");
  EXPECT_EQ(failure_of([&] { store_->list("", {}); }).error_number, EIO);
}

TEST_F(WebStoreManifestTest, OnlyAMissingManifestIsNoError) {
  serve();
  for (const int status : {403, 404, 410}) {
    server_->set_faults(fmt::format(
        R"([{{"path": "manifest", "fault": {{"error": {{"status": {}}}}}}}])",
        status));
    EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("a b/", "top"));
    store_->forget();
  }
  // Some servers answer requests for missing files with a page.
  server_->set_faults(
      R"([{"path": "manifest", "fault": {"answer": {"status": 200,
           "headers": {"Content-Type": "text/html"}, "body": "<html>"}}}])");
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("a b/", "top"));
}

TEST_F(WebStoreManifestTest, ForgetReadsTheManifestAgain) {
  const CapturedLog log;
  const TempDir directory;
  write_file(directory.file("manifest.json"), kManifest);
  serve({}, directory.file("manifest.json"));
  expect_manifest();
  write_file(directory.file("manifest.json"),
             R"([{"Path": "new", "Size": 1}])");
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("a b/", "top"));
  store_->forget();
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("new"));
  write_file(directory.file("manifest.json"), "no manifest");
  store_->forget();
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("new"));
  EXPECT_EQ(log.count("cannot read the manifest again"), 1U);
}

TEST_F(WebStoreManifestTest, PathsThatAreNotShownAreReported) {
  const CapturedLog log;
  const TempDir directory;
  write_file(directory.file("manifest.json"),
             R"([{"Path": "../x", "Size": 1}, {"Path": "y", "Size": 1}])");
  serve({}, directory.file("manifest.json"));
  EXPECT_THAT(names_of(store_->list("", {})), ElementsAre("y"));
  EXPECT_EQ(log.count("1 paths are not shown"), 1U);
}

}  // namespace
}  // namespace mtscomp
