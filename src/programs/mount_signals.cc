// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount_signals.h"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <ctime>
#include <utility>

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

sigset_t all_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
    sigaddset(&signals, signal);
  }
  return signals;
}

// Waits a moment.  Returns 0 if none has come.
int next_signal() {
  constexpr timespec kMoment = {.tv_sec = 0, .tv_nsec = 100'000'000};
  const sigset_t signals = all_signals();
  const int signal = sigtimedwait(&signals, nullptr, &kMoment);
  return signal > 0 ? signal : 0;
}

bool asks_for_end(int signal) { return signal == SIGINT || signal == SIGTERM; }

void serve_until_end_is_asked(const std::stop_token& stop,
                              const MountSignalCalls& calls) {
  int signal = 0;
  while (!stop.stop_requested() && !asks_for_end(signal)) {
    signal = next_signal();
    if (signal == SIGHUP) {
      calls.look_again();
    }
  }
}

void drain_open_files(const std::stop_token& stop,
                      std::chrono::duration<double> time) {
  const Clock::time_point start = Clock::now();
  int signal = 0;
  while (!stop.stop_requested() && !asks_for_end(signal) &&
         Clock::now() - start < time) {
    signal = next_signal();
  }
}

void act(const std::stop_token& stop, const MountSignalCalls& calls,
         std::chrono::duration<double> drain) {
  serve_until_end_is_asked(stop, calls);
  if (stop.stop_requested()) {
    return;
  }
  if (calls.unmount()) {
    drain_open_files(stop, drain);
  }
  if (!stop.stop_requested() && calls.has_open_files()) {
    spdlog::warn("ending although files are open");
  }
  while (!stop.stop_requested()) {
    calls.end();
    next_signal();
  }
}

}  // namespace

MountSignals::MountSignals() {
  const sigset_t signals = all_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void MountSignals::start(MountSignalCalls calls,
                         std::chrono::duration<double> drain) {
  waiter_ = std::jthread(
      [calls = std::move(calls), drain](const std::stop_token& stop) {
        act(stop, calls, drain);
      });
}

void MountSignals::stop() {
  waiter_.request_stop();
  if (waiter_.joinable()) {
    waiter_.join();
  }
}

}  // namespace mtscomp
