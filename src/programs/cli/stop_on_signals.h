// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Ctrl-C, and other signals that end a program and leave it a moment, as a
// std::stop_token: the work ends at its next chunk and cleans up after itself.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace mtscomp {

class StopOnSignals {
 public:
  // From here on the first SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2,
  // SIGALRM or SIGPIPE only asks to stop; the second ends the program.
  // Requires: no other thread runs yet that takes signals.
  StopOnSignals();

  std::stop_token token() const { return source_.get_token(); }
  // 128 + the signal's number, as a shell has it.  Requires: asked to stop.
  int exit_code() const;

 private:
  void wait_for_signal(const std::stop_token& end);

  sigset_t signals_ = {};
  std::stop_source source_;
  std::atomic<int> signal_ = 0;
  std::jthread waiter_;
};

}  // namespace mtscomp
