// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/url_join.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace mtscomp {
namespace {

std::string join(std::string_view base, std::string_view reference) {
  const std::optional<Url> url = join_url(parse_url(base), reference);
  return url ? to_string(*url) : "nothing";
}

// RFC 3986, sections 5.4.1 and 5.4.2, without fragments.
TEST(UrlJoinTest, ResolvesTheExamplesOfTheStandard) {
  Url base = parse_url("http://a/b/c/d;p");
  base.query = "q";
  const std::vector<std::pair<std::string_view, std::string_view>> examples = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q"},
      {"g#s", "http://a/b/c/g"},
      {"g?y#s", "http://a/b/c/g?y"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"}};
  for (const auto& [reference, expected] : examples) {
    const std::optional<Url> url = join_url(base, reference);
    ASSERT_TRUE(url) << reference;
    EXPECT_EQ(to_string(*url), expected) << reference;
  }
}

TEST(UrlJoinTest, ResolvesWholeUrls) {
  EXPECT_EQ(join("https://h/a/", "http://other:81/x?y"), "http://other:81/x?y");
  EXPECT_EQ(join("https://h:81/a/", "HTTPS://H/x"), "https://h/x");
  EXPECT_EQ(join("http://h:81/a/", "//other/x"), "http://other/x");
}

TEST(UrlJoinTest, KeepsEmptySegments) {
  EXPECT_EQ(join("https://h/a/", "b//c/"), "https://h/a/b//c/");
  EXPECT_EQ(join("https://h/a/", "b//../c"), "https://h/a/b/c");
}

TEST(UrlJoinTest, EncodesCharactersThatAUrlCannotContain) {
  EXPECT_EQ(join("https://h/a/", "b c/\u00fc|"), "https://h/a/b%20c/%C3%BC%7C");
}

TEST(UrlJoinTest, IgnoresBlanksAroundAndLineEndsWithin) {
  EXPECT_EQ(join("https://h/a/", " \n b\r\nc\td \n"), "https://h/a/bcd");
}

TEST(UrlJoinTest, RefusesOtherSchemesUserNamesAndWrongText) {
  for (const char* const reference :
       {"mailto:a", "javascript:x()", "file:///etc/passwd", "ftp://h/a",
        "https:a", "http:", "https://me@h/", "https://h:x/", "//:80/", "///x",
        "a%zz", "?%", "a:b.cbin"}) {
    EXPECT_EQ(join("https://h/a/", reference), "nothing") << reference;
  }
}

TEST(UrlJoinTest, CanonicalPathsAreEqualForEqualNames) {
  EXPECT_EQ(canonical_path("/%7ea/b%2fc d/"), "/~a/b%2Fc%20d/");
  EXPECT_EQ(canonical_path("/(a);+/"), "/%28a%29%3B%2B/");
  EXPECT_EQ(canonical_path("/"), "/");
  EXPECT_EQ(canonical_path("//"), "//");
}

}  // namespace
}  // namespace mtscomp
