// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/url/url.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

std::string refusal_of(std::string_view text) {
  try {
    parse_url(text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(UrlTest, HasSchemeHostPortAndPath) {
  EXPECT_EQ(parse_url("https://Host.example/a/b"),
            (Url{"https", "host.example", 443, "/a/b", ""}));
  EXPECT_EQ(parse_url("HTTP://127.0.0.1:8080"),
            (Url{"http", "127.0.0.1", 8080, "/", ""}));
  EXPECT_EQ(parse_url("http://[2001:DB8::1]:81/x"),
            (Url{"http", "[2001:db8::1]", 81, "/x", ""}));
  EXPECT_EQ(parse_url("https://[::1]/").host, "[::1]");
}

TEST(UrlTest, CharactersThatAUrlCannotContainAreEncoded) {
  EXPECT_EQ(parse_url("https://h/a b/gr\u00fc\u00dfe/<x>").path,
            "/a%20b/gr%C3%BC%C3%9Fe/%3Cx%3E");
  EXPECT_EQ(parse_url("https://h/%232024%23/a%20b").path, "/%232024%23/a%20b");
}

TEST(UrlTest, IsWrittenWithoutTheUsualPort) {
  EXPECT_EQ(to_string(parse_url("HTTPS://h:443/a")), "https://h/a");
  EXPECT_EQ(to_string(parse_url("http://h:443/a")), "http://h:443/a");
  EXPECT_EQ(to_string({"https", "h", 443, "/a", "x=1"}), "https://h/a?x=1");
  EXPECT_EQ(origin_of(parse_url("https://h/a")), "https://h:443");
}

TEST(UrlTest, MessagesHaveNoQuery) {
  EXPECT_EQ(printable({"https", "h", 1, "/a", "X-Amz-Signature=1"}),
            "https://h:1/a");
}

TEST(UrlTest, EntriesAreEncoded) {
  EXPECT_EQ(to_string(url_below(parse_url("https://h/d/"), "#1/a b?")),
            "https://h/d/%231/a%20b%3F");
}

TEST(UrlTest, AddressesAreNoPaths) {
  EXPECT_TRUE(is_address("https://h/a"));
  EXPECT_TRUE(is_address("s3://bucket"));
  EXPECT_TRUE(is_address("ftp://h"));
  for (const char* const path :
       {"/a", "a", "./a://b", "a:b", "", "://a", "1x://a", "//h/a"}) {
    EXPECT_FALSE(is_address(path)) << path;
  }
}

TEST(UrlTest, OtherSchemesAreRefused) {
  EXPECT_EQ(refusal_of("ftp://h/a"),
            "ftp://h/a: addresses of this kind are not supported; use http://, "
            "https:// or s3://");
  for (const char* const text : {"file:///etc/passwd", "/a", "h/a", ""}) {
    EXPECT_NE(refusal_of(text).find("not supported"), std::string::npos)
        << text;
  }
}

TEST(UrlTest, RefusesUserNamesWithoutShowingThem) {
  EXPECT_EQ(refusal_of("https://me:secret@h/a"),
            "https://...@h/a: a user name or password in an address is visible "
            "to other users; move it to ~/.netrc");
  // Characters of the password that end the authority or its host.
  for (const char* const text :
       {"https://me:sec/ret@h/a", "https://me:sec?ret@h/a",
        "https://me:sec#ret@h/a", "https://me:sec:ret@h/a", "me:secret@h",
        "ftp://me:secret@h", "https://me:secret@h:99999/?secret",
        "https://h/?a@secret"}) {
    const std::string refusal = refusal_of(text);
    EXPECT_NE(refusal, "") << text;
    EXPECT_EQ(refusal.find("sec"), std::string::npos) << refusal;
    EXPECT_EQ(refusal.find("ret"), std::string::npos) << refusal;
  }
}

TEST(UrlTest, RefusesQueriesAndFragments) {
  EXPECT_EQ(refusal_of("https://h/a?X-Amz-Signature=secret"),
            "https://h/a: addresses with \"?\" are not supported; write %3F if "
            "it is part of a name");
  EXPECT_EQ(refusal_of("https://h/#2024-05-06#/"),
            "https://h/: the address contains \"#\"; write %23 if it is part "
            "of a name");
}

TEST(UrlTest, RefusesWrongHostsAndPorts) {
  for (const char* const text :
       {"https://h:0/", "https://h:65536/", "https://h:/", "https://h:+1/",
        "https://h h/", "https://[::1/", "https://[]/", "https://h%41/",
        "https://h\u00fc/", "https://h\n/", "https://::1/"}) {
    EXPECT_NE(refusal_of(text).find("host or port"), std::string::npos) << text;
  }
  EXPECT_NE(refusal_of("https:///a").find("no host"), std::string::npos);
  EXPECT_NE(refusal_of("https:/a").find("no host"), std::string::npos);
}

TEST(UrlTest, RefusesWrongEscapes) {
  EXPECT_NE(refusal_of("https://h/100%/a").find("%25"), std::string::npos);
}

}  // namespace
}  // namespace mtscomp
