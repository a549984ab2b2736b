// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_signals.h"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <ctime>
#include <utility>

#include "base/threads/start_thread.h"

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

// Waits up to 0.1 s for a signal.  Returns 0 if none came.
int next_signal() {
  constexpr timespec kMoment = {.tv_sec = 0, .tv_nsec = 100'000'000};
  const sigset_t signals = all_signals();
  const int signal = sigtimedwait(&signals, nullptr, &kMoment);
  return signal > 0 ? signal : 0;
}

bool asks_for_end(int signal) { return signal == SIGINT || signal == SIGTERM; }

void serve_until_end_is_asked(const std::stop_token& stop,
                              RerunThread& look_again) {
  int signal = 0;
  while (!stop.stop_requested() && !asks_for_end(signal)) {
    signal = next_signal();
    if (signal == SIGHUP) {
      look_again.run();
    }
  }
}

// A look-up that waits for a server keeps the mount in use.  Without open
// files, nothing needs the server any more.
void drain_open_files(const std::stop_token& stop,
                      const MountSignalCalls& calls,
                      std::chrono::duration<double> time) {
  const Clock::time_point start = Clock::now();
  int signal = 0;
  while (!stop.stop_requested() && !asks_for_end(signal) &&
         Clock::now() - start < time) {
    if (!calls.has_open_files()) {
      calls.stop_waiting();
    }
    signal = next_signal();
  }
}

// look_again() may wait in the kernel for a look-up that no server thread has
// received.  Without a server it would wait for ever, and the process could not
// be killed.  So the server ends only when look_again() does not run.  An
// ending server completes the look-ups that it has received.
void end_server(const std::stop_token& stop, const MountSignalCalls& calls,
                const RerunThread& look_again) {
  while (!stop.stop_requested()) {
    if (!look_again.is_busy()) {
      calls.end();
    }
    next_signal();
  }
}

void act(const std::stop_token& stop, const MountSignalCalls& calls,
         RerunThread& look_again, std::chrono::duration<double> drain) {
  serve_until_end_is_asked(stop, look_again);
  if (stop.stop_requested()) {
    return;
  }
  look_again.request_stop();
  if (calls.unmount()) {
    drain_open_files(stop, calls, drain);
  }
  if (!stop.stop_requested() && calls.has_open_files()) {
    spdlog::warn(
        "mtscompfs ends while files of the mount are open; reading these files "
        "fails from now on");
  }
  calls.stop_waiting();
  end_server(stop, calls, look_again);
}

}  // namespace

MountSignals::MountSignals() {
  const sigset_t signals = all_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void MountSignals::start(MountSignalCalls calls,
                         std::chrono::duration<double> drain) {
  look_again_.emplace(calls.look_again);
  waiter_ = start_thread(
      [this, calls = std::move(calls), drain](const std::stop_token& stop) {
        act(stop, calls, *look_again_, drain);
      });
}

void MountSignals::stop() {
  waiter_.request_stop();
  if (waiter_.joinable()) {
    waiter_.join();
  }
  look_again_.reset();
}

}  // namespace mtscomp
