// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/transfer/remote_version.h"

#include <gtest/gtest.h>

#include <set>

namespace mtscomp {
namespace {

constexpr const char* kDate = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr const char* kLater = "Sun, 06 Nov 1994 08:49:38 GMT";

TEST(RemoteVersionTest, HasThePropertiesThatAServerReports) {
  EXPECT_EQ(make_version("\"a\"", kDate, 9),
            (RemoteVersion{"\"a\"", parse_http_date(kDate), 9}));
  EXPECT_EQ(make_version("W/\"a\"", "yesterday", std::nullopt),
            (RemoteVersion{"", std::nullopt, std::nullopt}));
  EXPECT_EQ(make_version("\"a\"", kDate, 9, VersionBasis::kModified),
            (RemoteVersion{"", parse_http_date(kDate), 9}));
}

TEST(RemoteVersionTest, TheStrongEtagDecides) {
  const RemoteVersion pinned = make_version("\"a\"", kDate, 9);
  EXPECT_TRUE(matches(pinned, make_version("\"a\"", kDate, 9)));
  EXPECT_TRUE(matches(pinned, make_version("\"a\"", kLater, 9)));
  EXPECT_TRUE(matches(pinned, make_version("\"a\"", "", std::nullopt)));
  EXPECT_FALSE(matches(pinned, make_version("\"b\"", kDate, 9)));
  EXPECT_FALSE(matches(pinned, make_version("W/\"a\"", kDate, 9)));
  EXPECT_FALSE(matches(pinned, make_version("", kDate, 9)));
  EXPECT_FALSE(matches(pinned, make_version("\"a\"", kDate, 10)));
}

TEST(RemoteVersionTest, TimeAndSizeDecideWithoutAnEtag) {
  const RemoteVersion pinned = make_version("", kDate, 9);
  EXPECT_TRUE(matches(pinned, make_version("", kDate, 9)));
  EXPECT_TRUE(matches(pinned, make_version("\"a\"", kDate, 9)));
  EXPECT_FALSE(matches(pinned, make_version("", kLater, 9)));
  EXPECT_FALSE(matches(pinned, make_version("", "", 9)));
  EXPECT_FALSE(matches(pinned, make_version("", kDate, 8)));
}

TEST(RemoteVersionTest, TheSizeDecidesAlone) {
  const RemoteVersion pinned = make_version("", "", 9);
  EXPECT_TRUE(matches(pinned, make_version("\"a\"", kDate, 9)));
  EXPECT_FALSE(matches(pinned, make_version("\"a\"", kDate, 8)));
}

TEST(RemoteVersionTest, RequestsNameTheVersion) {
  const std::optional<Precondition> etag =
      precondition_of(make_version("\"a\"", kDate, 9));
  ASSERT_TRUE(etag);
  EXPECT_EQ(etag->header, "If-Match");
  EXPECT_EQ(etag->value, "\"a\"");
  const std::optional<Precondition> date =
      precondition_of(make_version("", kDate, 9));
  ASSERT_TRUE(date);
  EXPECT_EQ(date->header, "If-Unmodified-Since");
  EXPECT_EQ(date->value, kDate);
  EXPECT_FALSE(precondition_of(make_version("", "", 9)));
}

TEST(RemoteVersionTest, KeysDifferForVersionsThatDoNotMatch) {
  std::set<std::string> keys;
  const std::vector<RemoteVersion> versions = {
      make_version("", "", std::nullopt), make_version("", "", 1),
      make_version("", kDate, 1),         make_version("", kLater, 1),
      make_version("\"a\"", kDate, 1),    make_version("\"b\"", kDate, 1),
      make_version("\"a\"", kDate, 2)};
  for (const RemoteVersion& version : versions) {
    keys.insert(version_key(version));
  }
  EXPECT_EQ(keys.size(), versions.size());
  EXPECT_EQ(version_key(make_version("\"a\"", kDate, 1)),
            version_key(make_version("\"a\"", kLater, 1)));
}

}  // namespace
}  // namespace mtscomp
