// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/redirect_target.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace mtscomp {
namespace {

const Url kPage = parse_url("https://host/a/b");

TEST(RedirectTargetTest, ResolvesRelativeTargets) {
  EXPECT_EQ(to_string(redirect_target(kPage, "/c?d=e")), "https://host/c?d=e");
  EXPECT_EQ(to_string(redirect_target(kPage, "c")), "https://host/a/c");
  EXPECT_EQ(to_string(redirect_target(kPage, "//other/c")), "https://other/c");
  EXPECT_EQ(
      to_string(redirect_target(parse_url("http://host/"), "https://host/")),
      "https://host/");
}

TEST(RedirectTargetTest, RefusesUnsafeTargets) {
  for (const char* const target :
       {"", "http://host/a/b", "file:///etc/passwd", "ftp://host/",
        "https://user@host/", "https://"}) {
    try {
      redirect_target(kPage, target);
      FAIL() << target;
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code().value(), EIO);
      EXPECT_NE(std::string(error.what()).find("https://host/a/b"),
                std::string::npos);
    }
  }
}

}  // namespace
}  // namespace mtscomp
