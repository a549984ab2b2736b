// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Turns Ctrl-C and other termination signals into a request to stop.  The
// program then stops at the next chunk and removes its partial files.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace mtscomp {

class StopOnSignals {
 public:
  // From now on, the first SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2,
  // SIGALRM or SIGPIPE only requests a stop.  The second signal kills the
  // program.
  // Requires: no other thread that receives signals may be running.
  StopOnSignals();

  std::stop_token token() const { return source_.get_token(); }
  // Returns 128 + the number of the signal, as in a shell.
  // Requires: a signal must have requested a stop.
  int exit_code() const;

 private:
  void wait_for_signal(const std::stop_token& end);

  sigset_t signals_ = {};
  std::stop_source source_;
  std::atomic<int> signal_ = 0;
  std::jthread waiter_;
};

}  // namespace mtscomp
