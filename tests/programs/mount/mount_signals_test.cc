// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_signals.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

#include "support/captured_log.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::duration<double> kLong{1000};

bool holds_soon(const std::function<bool()>& condition) {
  const Clock::time_point deadline = Clock::now() + std::chrono::seconds(60);
  while (!condition() && Clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return condition();
}

class MountSignalsTest : public ::testing::Test {
 protected:
  void SetUp() override { pthread_sigmask(SIG_SETMASK, nullptr, &before_); }
  void TearDown() override { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  MountSignalCalls calls() {
    return {.look_again =
                [this](const std::stop_token&) {
                  ++n_looks_;
                  while (!may_look_end_) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                  }
                },
            .unmount = [this] { return ++n_unmounts_ > 0 && can_unmount_; },
            .has_open_files = [this] { return has_open_files_.load(); },
            .stop_waiting = [this] { ++n_stops_; },
            .end = [this] { ++n_ends_; }};
  }

  static void send(int signal) { ASSERT_EQ(::kill(::getpid(), signal), 0); }

  std::atomic<bool> may_look_end_ = true;
  std::atomic<bool> can_unmount_ = true;
  std::atomic<bool> has_open_files_ = false;
  std::atomic<int> n_looks_ = 0;
  std::atomic<int> n_unmounts_ = 0;
  std::atomic<int> n_stops_ = 0;
  std::atomic<int> n_ends_ = 0;
  CapturedLog log_;

 private:
  sigset_t before_ = {};
};

// Bug: SIGTERM waited for look-ups for which the rescan after SIGHUP was
// waiting.
TEST_F(MountSignalsTest, UnmountsAtOnceWhileLookingAgainWaits) {
  may_look_end_ = false;
  MountSignals signals;
  signals.start(calls(), std::chrono::seconds(0));
  send(SIGHUP);
  ASSERT_TRUE(holds_soon([&] { return n_looks_ == 1; }));
  send(SIGTERM);
  EXPECT_TRUE(holds_soon([&] { return n_unmounts_ == 1; }));
  EXPECT_EQ(n_ends_, 0);
  may_look_end_ = true;
  EXPECT_TRUE(holds_soon([&] { return n_ends_ > 0; }));
  signals.stop();
  EXPECT_EQ(n_looks_, 1);
}

TEST_F(MountSignalsTest, LooksOnceMoreForAnySignalsThatCameMeanwhile) {
  may_look_end_ = false;
  MountSignals signals;
  signals.start(calls(), kLong);
  send(SIGHUP);
  ASSERT_TRUE(holds_soon([&] { return n_looks_ == 1; }));
  send(SIGHUP);
  // The signal is no longer pending when the thread has received it.
  ASSERT_TRUE(holds_soon([] {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGHUP) == 0;
  }));
  may_look_end_ = true;
  EXPECT_TRUE(holds_soon([&] { return n_looks_ == 2; }));
  signals.stop();
  EXPECT_EQ(n_unmounts_, 0);
}

TEST_F(MountSignalsTest, GivesThoseWhoHaveFilesOpenTheirTime) {
  has_open_files_ = true;
  MountSignals signals;
  signals.start(calls(), kLong);
  send(SIGTERM);
  ASSERT_TRUE(holds_soon([&] { return n_unmounts_ == 1; }));
  EXPECT_EQ(n_ends_, 0);
  send(SIGTERM);
  EXPECT_TRUE(holds_soon([&] { return n_ends_ > 0; }));
  signals.stop();
  EXPECT_EQ(log_.count("while files of the mount are open"), 1U);
}

// Bug: the daemon kept waiting while new files were opened.
TEST_F(MountSignalsTest, WaitsForNobodyWhereTheMountStays) {
  can_unmount_ = false;
  MountSignals signals;
  signals.start(calls(), kLong);
  send(SIGTERM);
  EXPECT_TRUE(holds_soon([&] { return n_ends_ > 0; }));
  signals.stop();
  EXPECT_EQ(log_.count("while files of the mount are open"), 0U);
}

TEST_F(MountSignalsTest, OpenFilesKeepTheServer) {
  has_open_files_ = true;
  MountSignals signals;
  signals.start(calls(), kLong);
  send(SIGTERM);
  ASSERT_TRUE(holds_soon([&] { return n_unmounts_ == 1; }));
  EXPECT_EQ(n_stops_, 0);
  has_open_files_ = false;
  EXPECT_TRUE(holds_soon([&] { return n_stops_ > 0; }));
  EXPECT_EQ(n_ends_, 0);
  signals.stop();
}

TEST_F(MountSignalsTest, WaitingForAServerEndsBeforeTheSession) {
  has_open_files_ = true;
  MountSignals signals;
  signals.start(calls(), std::chrono::seconds(0));
  send(SIGTERM);
  EXPECT_TRUE(holds_soon([&] { return n_ends_ > 0; }));
  EXPECT_EQ(n_stops_, 1);
  signals.stop();
}

}  // namespace
}  // namespace mtscomp
