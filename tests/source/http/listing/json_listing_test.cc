// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/json_listing.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string refusal_of(std::string_view text) {
  try {
    parse_json_listing(text, "https://h/");
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

// nginx 1.22.1.
TEST(JsonListingTest, ReadsAListingOfNginx) {
  const RemoteListing listing = parse_json_listing(
      "[\r\n"
      R"({ "name":"#2024-05-06#", "type":"directory", "mtime":"Mon, 06 May 2024 07:08:09 GMT" },)"
      "\r\n"
      R"({ "name":"back\\slash", "type":"file", "mtime":"Mon, 06 May 2024 07:08:09 GMT", "size":29413957992 })"
      "\r\n]",
      "x");
  const HttpTime time = *parse_iso_date("2024-05-06T07:08:09Z");
  ASSERT_EQ(listing.entries.size(), 2);
  EXPECT_EQ(listing.entries[0],
            (RemoteEntry{"#2024-05-06#", true, std::nullopt, time}));
  EXPECT_EQ(listing.entries[1],
            (RemoteEntry{"back\\slash", false, 29413957992, time}));
  EXPECT_EQ(version_of(listing.entries[1]),
            (RemoteVersion{"", time, 29413957992}));
}

TEST(JsonListingTest, OtherTypesAreLeftOut) {
  const RemoteListing listing = parse_json_listing(
      R"([{"name":"fifo","type":"other","mtime":"x"},{"name":"","type":"?"}])",
      "x");
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 0);
}

TEST(JsonListingTest, AnEmptyDirectoryIsEmpty) {
  EXPECT_TRUE(parse_json_listing("[\r\n\r\n]", "x").entries.empty());
}

TEST(JsonListingTest, ATimeCanBeUnknown) {
  const RemoteListing listing = parse_json_listing(
      R"([{"name":"a","type":"file","size":0,"mtime":"yesterday"},
          {"name":"b","type":"file","size":0},
          {"name":"c","type":"file","size":0,"mtime":null}])",
      "x");
  for (const RemoteEntry& entry : listing.entries) {
    EXPECT_EQ(entry.modified, std::nullopt);
  }
  EXPECT_EQ(listing.entries.size(), 3);
}

TEST(JsonListingTest, NamesThatCannotBeNamesAreRefused) {
  const RemoteListing listing = parse_json_listing(
      R"([{"name":"../x","type":"file","size":0},
          {"name":"..","type":"directory"},
          {"name":"a\u0000b","type":"file","size":0}])",
      "x");
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.n_refused, 3);
}

// nginx writes the bytes of such a name into the text.
TEST(JsonListingTest, ANameThatIsNotUtf8IsRefusedAlone) {
  const RemoteListing listing = parse_json_listing(
      "[{\"name\":\"latin\xe9\",\"type\":\"file\",\"size\":0},"
      "{\"name\":\"a\",\"type\":\"file\",\"size\":0}]",
      "x");
  ASSERT_EQ(listing.entries.size(), 1);
  EXPECT_EQ(listing.entries[0].name, "a");
  EXPECT_NE(listing.first_refused.find("not valid UTF-8"), std::string::npos);
}

TEST(JsonListingTest, RefusesOtherText) {
  EXPECT_EQ(refusal_of("[{\"name\":\"a\"}]"),
            "https://h/: entry 1: type: expected a string, found no such key");
  EXPECT_EQ(refusal_of("[1]"),
            "https://h/: entry 1: expected an object, found 1");
  for (const char* const text :
       {"", "{}", "[", "<html></html>", "[{}]",
        R"([{"name":"a","type":"file"}])",
        R"([{"name":"a","type":"file","size":-1}])",
        R"([{"name":"a","type":"file","size":"1"}])",
        R"([{"name":"a","type":"file","size":1.5}])",
        R"([{"name":1,"type":"directory"}])",
        R"([{"name":"a","type":"file","size":1,"mtime":1}])",
        R"([{"name":"a","type":"file","size":1},)"}) {
    EXPECT_NE(refusal_of(text), "") << text;
  }
}

TEST(JsonListingTest, HugeTextsAndEntriesAreRefused) {
  EXPECT_THROW(parse_json_listing(std::string(kMaxListingSize + 1, ' '), "x"),
               UnsupportedError);
  std::string many = "[{\"name\":[0";
  for (int i = 0; i < 2000; ++i) {
    many += ",0";
  }
  EXPECT_THROW(parse_json_listing(many + "]}]", "x"), UnsupportedError);
}

}  // namespace
}  // namespace mtscomp
