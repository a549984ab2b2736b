// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/web_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

HttpDocument document(std::string body, std::string content_type,
                      const std::string& url = "https://host/a/") {
  return {.body = std::move(body),
          .content_type = std::move(content_type),
          .url = parse_url(url)};
}

std::string problem_of(const HttpDocument& document) {
  try {
    parse_web_listing(document);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(WebListingTest, ABracketBeginsJson) {
  const std::string json =
      R"( [{"name": "x", "type": "file", "mtime": "", "size": 5}])";
  for (const char* const type :
       {"application/json", "text/html", "text/plain", ""}) {
    const RemoteListing listing = parse_web_listing(document(json, type));
    ASSERT_EQ(listing.entries.size(), 1U);
    EXPECT_EQ(listing.entries[0].size, 5U);
    EXPECT_TRUE(listing.has_exact_times);
  }
}

TEST(WebListingTest, HtmlIsRecognisedByItsType) {
  const std::string html = "<html><a href=\"x\">x</a></html>";
  for (const char* const type : {"text/html", "application/xhtml+xml"}) {
    EXPECT_EQ(parse_web_listing(document(html, type)).entries.size(), 1U);
  }
  for (const char* const type : {"text/plain", "application/json", ""}) {
    EXPECT_THAT(problem_of(document(html, type)),
                HasSubstr("is not the listing of a directory"));
  }
}

TEST(WebListingTest, NamesTheKindOfAddressOfABucket) {
  EXPECT_THAT(
      problem_of(document("<ListBucketResult/>", "application/xml")),
      HasSubstr("https://host/a/: the answer of type \"application/xml\" is "
                "not the listing of a directory; the address of an S3 bucket "
                "begins with s3://"));
}

TEST(WebListingTest, RefusesAPageThatIsNoDirectory) {
  const HttpDocument login =
      document("<a href=\"x\">x</a>", "text/html", "https://host/login.html");
  EXPECT_THAT(problem_of(login), HasSubstr("https://host/login.html: "));
}

TEST(WebListingTest, LinksAreThoseBelowTheLastRedirect) {
  const RemoteListing listing =
      parse_web_listing(document("<a href=\"/a/x\">x</a><a href=\"/b/y\">y</a>",
                                 "text/html", "https://other/b/"));
  ASSERT_EQ(listing.entries.size(), 1U);
  EXPECT_EQ(listing.entries[0].name, "y");
}

TEST(WebListingTest, TypesAreShortAndPrintableInMessages) {
  const std::string problem =
      problem_of(document("<a>", "a\x1b" + std::string(1000, 'b')));
  EXPECT_THAT(problem, HasSubstr("\"a\\x1bbbb"));
  EXPECT_LT(problem.size(), 300U);
}

}  // namespace
}  // namespace mtscomp
