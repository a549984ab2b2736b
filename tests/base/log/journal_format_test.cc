// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/log/journal_format.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spdlog/details/log_msg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace mtscomp {
namespace {

std::string formatted(spdlog::level::level_enum level) {
  spdlog::memory_buf_t line;
  make_journal_formatter()->format(
      spdlog::details::log_msg("mtscompfs", level, "text"), line);
  return fmt::to_string(line);
}

TEST(JournalFormatTest, LevelsAreThoseOfSyslog) {
  EXPECT_EQ(formatted(spdlog::level::critical), "<2>text\n");
  EXPECT_EQ(formatted(spdlog::level::err), "<3>text\n");
  EXPECT_EQ(formatted(spdlog::level::warn), "<4>text\n");
  EXPECT_EQ(formatted(spdlog::level::info), "<6>text\n");
  EXPECT_EQ(formatted(spdlog::level::debug), "<7>text\n");
}

TEST(JournalFormatTest, JournalIsWhatSystemdConnected) {
  struct stat status = {};
  ASSERT_EQ(::fstat(STDERR_FILENO, &status), 0);
  ::setenv("JOURNAL_STREAM",
           fmt::format("{}:{}", status.st_dev, status.st_ino).c_str(), 1);
  EXPECT_TRUE(is_stderr_journal());
  ::setenv("JOURNAL_STREAM",
           fmt::format("{}:{}", status.st_dev, status.st_ino + 1).c_str(), 1);
  EXPECT_FALSE(is_stderr_journal());
  ::unsetenv("JOURNAL_STREAM");
  EXPECT_FALSE(is_stderr_journal());
}

}  // namespace
}  // namespace mtscomp
