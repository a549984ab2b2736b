// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/remote_name.h"

#include <gtest/gtest.h>

#include <string>

namespace mtscomp {
namespace {

TEST(RemoteNameTest, NamesOfFilesHaveNoProblem) {
  for (const std::string& name :
       {std::string("a.ap.cbin"), std::string("#2024-05-06#"),
        std::string("two words"), std::string("gr\u00fc\u00dfe"),
        std::string("\xff\n"), std::string("..."), std::string(255, 'a')}) {
    EXPECT_EQ(problem_of_name(name), "") << name;
  }
}

TEST(RemoteNameTest, OthersHaveAProblem) {
  EXPECT_EQ(problem_of_name(""), "the name is empty");
  EXPECT_EQ(problem_of_name("."), "the name means a directory itself");
  EXPECT_EQ(problem_of_name(".."), "the name means a directory itself");
  EXPECT_EQ(problem_of_name("a/b"), "the name contains a slash");
  EXPECT_EQ(problem_of_name(std::string_view("a\0b", 3)),
            "the name contains a NUL");
  EXPECT_EQ(problem_of_name(std::string(256, 'a')),
            "the name is longer than 255 bytes");
}

}  // namespace
}  // namespace mtscomp
