// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/problem_list.h"

#include <gtest/gtest.h>

#include "support/captured_log.h"

namespace mtscomp {
namespace {

class ProblemListTest : public ::testing::Test {
 protected:
  CapturedLog log_;
  ProblemList problems_;
};

TEST_F(ProblemListTest, IsLoggedOnceAndKept) {
  problems_.add("/b.ch", "/b.ch: is bad");
  problems_.add("/a.ch", "/a.ch: is bad too");
  problems_.add("/b.ch", "/b.ch: is bad");
  EXPECT_EQ(log_.count("/b.ch: is bad"), 1U);
  EXPECT_EQ(problems_.text(), "/a.ch: is bad too\n/b.ch: is bad\n");
  EXPECT_EQ(problems_.size(), 2U);
}

TEST_F(ProblemListTest, NewReasonTakesThePlaceOfTheOld) {
  problems_.add("/a.ch", "/a.ch: is bad");
  problems_.add("/a.ch", "/a.ch: is worse");
  EXPECT_EQ(problems_.text(), "/a.ch: is worse\n");
  EXPECT_EQ(log_.count("/a.ch"), 2U);
}

TEST_F(ProblemListTest, IsBounded) {
  for (std::size_t i = 0; i < ProblemList::kMaxProblems + 10; ++i) {
    problems_.add(std::to_string(i), "reason");
  }
  EXPECT_EQ(problems_.size(), ProblemList::kMaxProblems + 10);
  EXPECT_NE(problems_.text().find("more problems exist"), std::string::npos);
  EXPECT_LE(log_.count("reason"), ProblemList::kMaxProblems + 1);
}

TEST_F(ProblemListTest, ClearedItLogsAgain) {
  problems_.add("/a.ch", "/a.ch: is bad");
  problems_.clear();
  EXPECT_EQ(problems_.text(), "");
  problems_.add("/a.ch", "/a.ch: is bad");
  EXPECT_EQ(log_.count("/a.ch"), 2U);
}

}  // namespace
}  // namespace mtscomp
