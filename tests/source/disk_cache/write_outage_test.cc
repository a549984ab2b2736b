// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/write_outage.h"

#include <gtest/gtest.h>

#include "support/captured_log.h"

namespace mtscomp {
namespace {

using std::chrono::seconds;

class WriteOutageTest : public ::testing::Test {
 protected:
  std::size_t n_failures() const { return log_.count("takes no new data"); }
  std::size_t n_ends() const { return log_.count("takes new data again"); }

  CapturedLog log_;
  WriteOutage outage_{"/cache"};
  WriteOutage::Clock::time_point start_ = WriteOutage::Clock::now();
};

TEST_F(WriteOutageTest, SuccessIsNotLogged) {
  outage_.report_success(start_);
  outage_.report_success(start_ + seconds(100));
  EXPECT_EQ(log_.text(), "");
}

TEST_F(WriteOutageTest, OnlyTheFirstFailureIsLogged) {
  for (int i = 0; i < 10000; ++i) {
    outage_.report_failure("/cache/x: cannot write", start_ + seconds(i));
  }
  EXPECT_EQ(n_failures(), 1);
  EXPECT_EQ(log_.count("/cache: the disk cache takes no new data"), 1);
  EXPECT_EQ(log_.count("/cache/x: cannot write"), 1);
}

TEST_F(WriteOutageTest, TheEndIsLoggedOnceAndThenTheNextFailure) {
  outage_.report_failure("x", start_);
  outage_.report_success(start_ + seconds(60));
  outage_.report_success(start_ + seconds(61));
  EXPECT_EQ(n_ends(), 1);
  outage_.report_failure("x", start_ + seconds(62));
  EXPECT_EQ(n_failures(), 2);
}

TEST_F(WriteOutageTest, FailuresAmongSuccessesAreOneOutage) {
  for (int i = 0; i < 100; ++i) {
    outage_.report_failure("x", start_ + seconds(50 * i));
    outage_.report_success(start_ + seconds(50 * i + 49));
  }
  EXPECT_EQ(n_failures(), 1);
  EXPECT_EQ(n_ends(), 0);
}

}  // namespace
}  // namespace mtscomp
