// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/daemon.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr int kBodyReturned = 99;

// Runs `body` in a new process and returns the exit status of that process; the
// Daemon in `body` makes it the waiting parent.
int exit_status_of(const std::function<void()>& body) {
  const pid_t child = ::fork();
  if (child == 0) {
    body();
    ::_exit(kBodyReturned);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Runs `body` as exit_status_of() does and returns the text that `body` writes
// to the file descriptor that is its argument.
std::string output_of(const std::function<void(int)>& body) {
  std::array<int, 2> ends = {};
  EXPECT_EQ(::pipe(ends.data()), 0);
  exit_status_of([&] { body(ends[1]); });
  ::close(ends[1]);
  std::string output;
  std::array<char, 256> buffer = {};
  ssize_t n = 0;
  while ((n = ::read(ends[0], buffer.data(), buffer.size())) > 0) {
    output.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(ends[0]);
  return output;
}

void write_text(int fd, const std::string& text) {
  EXPECT_EQ(::write(fd, text.data(), text.size()),
            static_cast<ssize_t>(text.size()));
}

TEST(DaemonTest, ParentSucceedsWhenTheChildIsReady) {
  EXPECT_EQ(exit_status_of([] {
              Daemon daemon;
              daemon.report_ready();
              ::_exit(7);
            }),
            EXIT_SUCCESS);
}

TEST(DaemonTest, ParentFailsAsTheChildFails) {
  EXPECT_EQ(exit_status_of([] {
              const Daemon daemon;
              ::_exit(7);
            }),
            7);
}

TEST(DaemonTest, ParentFailsWhenTheChildIsKilled) {
  EXPECT_EQ(exit_status_of([] {
              const Daemon daemon;
              ::raise(SIGKILL);
            }),
            EXIT_FAILURE);
}

TEST(DaemonTest, ParentWaitsUntilTheChildIsReady) {
  const TempDir directory;
  const std::string witness = directory.file("ready");
  exit_status_of([&] {
    Daemon daemon;
    ::usleep(50'000);
    std::filesystem::create_directory(witness);
    daemon.report_ready();
    ::_exit(EXIT_SUCCESS);
  });
  EXPECT_TRUE(std::filesystem::exists(witness));
}

TEST(DaemonTest, ChildKeepsTheTerminalUntilItIsReady) {
  EXPECT_EQ(output_of([](int fd) {
              const pid_t session = ::getsid(0);
              const Daemon daemon;
              write_text(fd, ::getsid(0) == session ? "same" : "other");
              ::_exit(EXIT_SUCCESS);
            }),
            "same");
}

TEST(DaemonTest, ReadyChildLeadsASessionInTheRootDirectory) {
  EXPECT_EQ(output_of([](int fd) {
              Daemon daemon;
              daemon.report_ready();
              write_text(
                  fd,
                  fmt::format("{} {}",
                              ::getsid(0) == ::getpid() ? "leads" : "follows",
                              std::filesystem::current_path().string()));
              ::_exit(EXIT_SUCCESS);
            }),
            "leads /");
}

TEST(DaemonTest, ReadyChildHasNullStreams) {
  EXPECT_EQ(output_of([](int fd) {
              Daemon daemon;
              daemon.report_ready();
              for (const int stream : {0, 1, 2}) {
                write_text(fd, std::filesystem::read_symlink(
                                   fmt::format("/proc/self/fd/{}", stream))
                                       .string() +
                                   " ");
              }
              ::_exit(EXIT_SUCCESS);
            }),
            "/dev/null /dev/null /dev/null ");
}

}  // namespace
}  // namespace mtscomp
