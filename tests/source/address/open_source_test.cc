// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/address/open_source.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/environment_variable.h"
#include "support/remote_server.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

// A tree with the file bucket/data/x, which is also an object of a bucket.
class OpenSourceTest : public testing::Test {
 protected:
  OpenSourceTest() {
    std::filesystem::create_directories(directory_.file("bucket/data"));
    write_file(directory_.file("bucket/data/x"), std::string_view("0123"));
  }

  static void expect_the_file(const Source& source) {
    EXPECT_TRUE(S_ISDIR(source.status("").st_mode));
    ASSERT_EQ(source.open_directory("data")->entries().size(), 1U);
    const SourceFilePtr file = source.open_file("data/x");
    Bytes bytes(4);
    EXPECT_EQ(file->read_up_to(0, bytes, "x"), 4U);
    EXPECT_EQ(bytes, to_bytes("0123"));
  }

  TempDir directory_;
};

TEST_F(OpenSourceTest, OpensAnArchiveOnAWebServer) {
  const RemoteServer server(directory_.path());
  const std::unique_ptr<Source> source =
      open_source(server.url() + "/bucket", {});
  EXPECT_EQ(source->name(), server.url() + "/bucket");
  expect_the_file(*source);
}

TEST_F(OpenSourceTest, OpensAnArchiveInS3) {
  const RemoteServer server(directory_.path(),
                            {"--style", "s3", "--signed-only", "--account",
                             "KEY:secret:token", "--region", "here-1"});
  const EnvironmentVariable key("AWS_ACCESS_KEY_ID", "KEY");
  const EnvironmentVariable secret("AWS_SECRET_ACCESS_KEY", "secret");
  const EnvironmentVariable token("AWS_SESSION_TOKEN", "token");
  const std::unique_ptr<Source> source =
      open_source("s3://bucket", {.endpoint = server.url()});
  EXPECT_EQ(source->name(), "s3://bucket");
  expect_the_file(*source);
  const std::unique_ptr<Source> anonymous =
      open_source("s3://bucket", {.endpoint = server.url(), .anonymous = true});
  try {
    anonymous->open_directory("data");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
  }
}

TEST_F(OpenSourceTest, RefusesWrongAddresses) {
  for (const char* const address :
       {"ftp://host/", "s3://b", "s3://key:secret@bucket", "http://"}) {
    EXPECT_THROW(open_source(address, {}), UsageError) << address;
  }
}

}  // namespace
}  // namespace mtscomp
