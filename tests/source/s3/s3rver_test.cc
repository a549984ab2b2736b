// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads a bucket of s3rver, a store of another author.  It knows one account,
// pages its listings, does not encode keys in them, and ignores If-Match.  It
// checks the form of signatures of version 4, but not their value.
// tests/remote/s3rver_test.py starts s3rver and this test.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "source/http/transfer/version_changed_error.h"
#include "source/s3/s3_store.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

const S3Credentials kUser = {.access_key = "S3RVER", .secret_key = "S3RVER"};

class S3rverTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* const endpoint = std::getenv("MTSCOMP_TEST_S3RVER");
    if (endpoint == nullptr) {
      GTEST_SKIP() << "run tests/remote/s3rver_test.py";
    }
    endpoint_ = parse_url(endpoint);
  }

  S3Store open(const CredentialSource& credentials) const {
    return {{.bucket = "bucket", .key = "data"},
            {.endpoint = endpoint_, .credentials = credentials},
            {}};
  }

  std::optional<Url> endpoint_;
};

TEST_F(S3rverTest, ListsAllPages) {
  const std::vector<RemoteEntry> entries = open(kUser).list("many", {}).entries;
  ASSERT_EQ(entries.size(), 1100U);
  EXPECT_EQ(entries.front().name, "0000");
  EXPECT_EQ(entries.back().name, "1099");
  EXPECT_EQ(entries.front().size, 10U);
}

TEST_F(S3rverTest, ReadsKeysWithAllCharacters) {
  const S3Store store = open(kUser);
  const RemoteListing root = store.list("", {});
  ASSERT_EQ(root.entries.size(), 2U);
  EXPECT_EQ(root.entries[0].name, "#2024-05-06#");
  EXPECT_TRUE(root.entries[0].is_directory);
  const std::vector<RemoteEntry> entries =
      store.list("#2024-05-06#", {}).entries;
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].name, "x y+z&%20\u00fc.cbin");
  const std::string file = "#2024-05-06#/" + entries[0].name;
  const RemoteVersion version = store.version(file, {});
  EXPECT_EQ(version, version_of(entries[0]));
  Bytes bytes(5);
  EXPECT_EQ(store.read(file, 3, bytes, version, {}), version);
  EXPECT_EQ(bytes, to_bytes("34567"));
  RemoteVersion other = version;
  other.etag = "\"other\"";
  EXPECT_THROW(store.read(file, 3, bytes, other, {}), VersionChangedError);
}

TEST_F(S3rverTest, RefusesOtherAccounts) {
  const S3Store wrong = open(S3Credentials{"OTHER", "S3RVER", ""});
  try {
    wrong.list("", {});
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
    EXPECT_NE(std::string(error.what()).find("InvalidAccessKeyId"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(S3rverTest, AllowsAnonymousReading) {
  EXPECT_EQ(open(AnonymousAccess()).list("", {}).entries.size(), 2U);
}

}  // namespace
}  // namespace mtscomp
