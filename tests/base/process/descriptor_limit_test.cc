// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/descriptor_limit.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace mtscomp {
namespace {

class DescriptorLimitTest : public ::testing::Test {
 protected:
  static rlimit limit() {
    rlimit now = {};
    ::getrlimit(RLIMIT_NOFILE, &now);
    return now;
  }
  void TearDown() override { ::setrlimit(RLIMIT_NOFILE, &before_); }

  rlimit before_ = limit();
};

TEST_F(DescriptorLimitTest, RisesToTheHardLimit) {
  const rlimit low = {.rlim_cur = 64, .rlim_max = before_.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  EXPECT_EQ(raise_descriptor_limit(), before_.rlim_max);
  EXPECT_EQ(limit().rlim_cur, before_.rlim_max);
  EXPECT_EQ(limit().rlim_max, before_.rlim_max);
}

TEST_F(DescriptorLimitTest, StaysWhereItCannotRise) {
  EXPECT_EQ(raise_descriptor_limit(), before_.rlim_max);
  EXPECT_EQ(raise_descriptor_limit(), before_.rlim_max);
}

}  // namespace
}  // namespace mtscomp
