// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/log/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class LogTest : public ::testing::Test {
 protected:
  ~LogTest() override { spdlog::set_default_logger(before_); }

  LogOptions to_file(const std::string& level) const {
    return {.target = LogTarget::kFile,
            .program = "test",
            .file = path_,
            .level = level};
  }

  std::string logged() const {
    const Bytes bytes = read_file(path_);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  TempDir directory_;
  std::string path_ = directory_.file("log");
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
};

TEST_F(LogTest, WritesToAFileAtOnce) {
  set_up_log(to_file("info"));
  spdlog::info("hello");
  EXPECT_THAT(logged(), HasSubstr("hello"));
}

TEST_F(LogTest, AppendsToAFile) {
  set_up_log(to_file("info"));
  spdlog::info("first");
  set_up_log(to_file("info"));
  spdlog::info("second");
  EXPECT_THAT(logged(), AllOf(HasSubstr("first"), HasSubstr("second")));
}

TEST_F(LogTest, DropsWhatIsBelowItsLevel) {
  set_up_log(to_file("warning"));
  spdlog::info("quiet");
  spdlog::warn("loud");
  EXPECT_THAT(logged(), AllOf(Not(HasSubstr("quiet")), HasSubstr("loud")));
}

TEST_F(LogTest, OffIsSilent) {
  set_up_log(to_file("off"));
  spdlog::critical("loud");
  EXPECT_EQ(logged(), "");
}

TEST_F(LogTest, KnowsEveryLevel) {
  for (const std::string level :
       {"trace", "debug", "info", "warning", "error", "critical", "off"}) {
    EXPECT_NO_THROW(set_up_log(to_file(level))) << level;
  }
}

TEST_F(LogTest, RefusesAnUnknownLevel) {
  try {
    set_up_log(to_file("loud"));
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("\"loud\""),
                                    HasSubstr("expected trace, debug, info")));
  }
}

TEST_F(LogTest, RefusesAFileThatCannotBeOpened) {
  LogOptions options = to_file("info");
  options.file = directory_.path();
  EXPECT_THROW(set_up_log(options), UsageError);
}

}  // namespace
}  // namespace mtscomp
