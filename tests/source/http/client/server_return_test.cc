// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/server_return.h"

#include <gtest/gtest.h>

#include <thread>

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLong = std::chrono::minutes(10);

TEST(ServerReturnTest, WaitsAsLongAsNothingIsAnswered) {
  ServerReturn server;
  const Clock::time_point start = Clock::now();
  server.wait(milliseconds(1), milliseconds(50), {});
  EXPECT_GE(Clock::now() - start, milliseconds(50));
}

TEST(ServerReturnTest, AnswerEndsAllWaits) {
  ServerReturn server;
  std::jthread first([&] { server.wait(milliseconds(1), kLong, {}); });
  std::jthread second([&] { server.wait(milliseconds(1), kLong, {}); });
  // The waits can begin after an answer, so there are several.
  std::jthread answering([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      server.note_answer();
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  first.join();
  second.join();
}

TEST(ServerReturnTest, AnswersDoNotShortenTheShortestWait) {
  ServerReturn server;
  std::jthread answering([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      server.note_answer();
      std::this_thread::sleep_for(milliseconds(1));
    }
  });
  const Clock::time_point start = Clock::now();
  server.wait(milliseconds(100), kLong, {});
  EXPECT_GE(Clock::now() - start, milliseconds(100));
}

TEST(ServerReturnTest, StopRequestEndsTheWait) {
  ServerReturn server;
  std::stop_source stop;
  std::jthread waiting([&] { server.wait(kLong, kLong, stop.get_token()); });
  stop.request_stop();
}

}  // namespace
}  // namespace mtscomp
