// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/object_listing.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

S3Object object(std::string key, std::string size = "1") {
  return {.key = std::move(key), .size = std::move(size)};
}

RemoteListing listing_of(const S3Page& page, std::string prefix) {
  ObjectListing listing("s3://b/", std::move(prefix));
  listing.add(page);
  return listing.finish();
}

std::string refusal_of(const S3Page& page, std::string prefix = "") {
  try {
    listing_of(page, std::move(prefix));
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(ObjectListingTest, HasObjectsAndPrefixes) {
  const RemoteListing listing =
      listing_of({.objects = {{"data/b", "29413957992",
                               "2021-06-01T12:00:00.000Z", "\"3c1e-12\""}},
                  .common_prefixes = {"data/#1#/"}},
                 "data/");
  ASSERT_EQ(listing.entries.size(), 2);
  EXPECT_EQ(listing.entries[0], (RemoteEntry{"#1#", true}));
  EXPECT_EQ(
      listing.entries[1],
      (RemoteEntry{"b", false, 29413957992,
                   *parse_iso_date("2021-06-01T12:00:00Z"), "\"3c1e-12\""}));
}

TEST(ObjectListingTest, TheVersionIsThatOfTheHeaders) {
  const RemoteListing listing = listing_of(
      {.objects = {{"b", "9", "2021-06-01T12:00:00.000Z", "\"3c1e-12\""}}}, "");
  EXPECT_EQ(version_of(listing.entries[0]),
            make_version("\"3c1e-12\"", "Tue, 01 Jun 2021 12:00:00 GMT", 9));
}

TEST(ObjectListingTest, AnEtagWithoutQuotesIsNotUsed) {
  const RemoteListing listing =
      listing_of({.objects = {{"a", "9", "", "abc"}}}, "");
  EXPECT_EQ(listing.entries[0].etag, "");
}

TEST(ObjectListingTest, PagesAreJoined) {
  ObjectListing listing("s3://b/", "");
  listing.add({.objects = {object("a")}, .next_token = "1"});
  listing.add({.common_prefixes = {"c/"}, .next_token = "2"});
  listing.add({.next_token = "3"});
  listing.add({.objects = {object("b"), object("c")}});
  const RemoteListing result = listing.finish();
  ASSERT_EQ(result.entries.size(), 3);
  EXPECT_EQ(result.entries[2], (RemoteEntry{"c", true}));
}

TEST(ObjectListingTest, TheMarkerOfTheDirectoryIsIgnored) {
  const RemoteListing listing =
      listing_of({.objects = {object("data/", "0")}}, "data/");
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 0);
}

TEST(ObjectListingTest, KeysThatCannotBeNamesAreRefused) {
  const RemoteListing listing =
      listing_of({.objects = {object("d/a/b"), object("d/.."),
                              object("d/" + std::string(256, 'a'))},
                  .common_prefixes = {"d//", "d/./", "d/"}},
                 "d/");
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 6);
  EXPECT_EQ(listing.first_refused, "\"a/b\": the name contains a slash");
}

TEST(ObjectListingTest, KeysOfAnotherPrefixAreRefused) {
  EXPECT_EQ(refusal_of({.objects = {object("other\n/a")}}, "data/"),
            "s3://b/: the server lists the key \"other\\n/a\", which does not "
            "begin with \"data/\"");
  EXPECT_NE(refusal_of({.common_prefixes = {"dat/"}}, "data/"), "");
}

TEST(ObjectListingTest, SizesMustBeNumbers) {
  EXPECT_EQ(refusal_of({.objects = {object("a", "1K")}}),
            "s3://b/: the size of a is not a number: \"1K\"");
  for (const char* const size : {"", "-1", "18446744073709551616", " 1"}) {
    EXPECT_NE(refusal_of({.objects = {object("a", size)}}), "") << size;
  }
}

TEST(ObjectListingTest, AListingMustEnd) {
  ObjectListing same("s3://b/", "");
  same.add({.objects = {object("a")}, .next_token = "1"});
  EXPECT_THROW(same.add({.objects = {object("b")}, .next_token = "1"}),
               FormatError);
  ObjectListing empty("s3://b/", "");
  const auto add_many = [&empty] {
    for (int i = 0; i < 2000; ++i) {
      empty.add({.next_token = fmt::format("{}", i)});
    }
  };
  EXPECT_THROW(add_many(), FormatError);
}

TEST(ObjectListingTest, RequestsAskForOneDirectory) {
  EXPECT_EQ(canonical_query(list_objects_query("a b/", std::nullopt)),
            "delimiter=%2F&encoding-type=url&list-type=2&prefix=a%20b%2F");
  EXPECT_EQ(canonical_query(list_objects_query("", "x/+=")),
            "continuation-token=x%2F%2B%3D&delimiter=%2F&encoding-type=url&"
            "list-type=2&prefix=");
}

}  // namespace
}  // namespace mtscomp
