// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/command_output.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace mtscomp {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

CommandOutput run(const std::string& command, std::size_t max_bytes = 1000,
                  std::chrono::milliseconds timeout = 60s) {
  return run_command(command, {max_bytes, timeout});
}

std::chrono::steady_clock::duration time_of(const std::string& command,
                                            std::chrono::milliseconds timeout) {
  const auto start = std::chrono::steady_clock::now();
  run(command, 1000, timeout);
  return std::chrono::steady_clock::now() - start;
}

TEST(CommandOutputTest, IsTheStandardOutput) {
  const CommandOutput output = run("printf 'a\\nb'; echo c >/dev/null");
  EXPECT_EQ(output.text, "a\nb");
  EXPECT_EQ(output.exit_status, 0);
  EXPECT_FALSE(output.is_timed_out);
  EXPECT_FALSE(output.is_too_long);
}

TEST(CommandOutputTest, ReportsTheExitStatus) {
  EXPECT_EQ(run("exit 7").exit_status, 7);
  EXPECT_EQ(run("/no/such/program 2>/dev/null").exit_status, 127);
  EXPECT_EQ(run("kill -9 $$").exit_status, std::nullopt);
}

TEST(CommandOutputTest, MayHaveExactlyTheLargestSize) {
  const CommandOutput output = run("printf 12345", 5);
  EXPECT_EQ(output.text, "12345");
  EXPECT_EQ(output.exit_status, 0);
}

TEST(CommandOutputTest, EndsACommandThatWritesWithoutEnd) {
  const CommandOutput output = run("yes", 10000);
  EXPECT_TRUE(output.is_too_long);
  EXPECT_EQ(output.text.size(), 10000);
  EXPECT_EQ(output.exit_status, std::nullopt);
}

TEST(CommandOutputTest, EndsACommandThatHangs) {
  const CommandOutput output = run("echo a; sleep 600", 1000, 100ms);
  EXPECT_TRUE(output.is_timed_out);
  EXPECT_EQ(output.text, "a\n");
  EXPECT_EQ(output.exit_status, std::nullopt);
}

TEST(CommandOutputTest, EndsAHangingChildOfTheCommand) {
  EXPECT_LT(time_of("sleep 600 | cat", 100ms), 60s);
}

TEST(CommandOutputTest, EndsACommandThatClosedItsOutputAndHangs) {
  EXPECT_TRUE(run("exec >&-; sleep 600", 1000, 100ms).is_timed_out);
}

TEST(CommandOutputTest, DoesNotWaitForProcessesThatTheCommandLeaves) {
  const auto start = std::chrono::steady_clock::now();
  const CommandOutput output = run("sleep 20 2>/dev/null & echo a");
  EXPECT_EQ(output.text, "a\n");
  EXPECT_EQ(output.exit_status, 0);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 15s);
}

TEST(CommandOutputTest, CommandsHaveNoInput) {
  EXPECT_EQ(run("cat; echo end").text, "end\n");
}

// A daemon's threads block signals.
TEST(CommandOutputTest, CommandsDoNotInheritBlockedSignals) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const CommandOutput output = run("kill -TERM $$; echo survived");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(output.exit_status, std::nullopt);
  EXPECT_EQ(output.text, "");
}

}  // namespace
}  // namespace mtscomp
