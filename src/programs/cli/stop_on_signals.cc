// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/stop_on_signals.h"

#include <pthread.h>

#include <condition_variable>
#include <ctime>
#include <mutex>

#include "base/threads/start_thread.h"

namespace mtscomp {

StopOnSignals::StopOnSignals() {
  sigemptyset(&signals_);
  // Batch systems send SIGXCPU, SIGUSR1 or SIGUSR2 before they kill a job.
  // With SIGPIPE blocked, a write to a closed pipe fails with EPIPE.
  for (const int signal :
       {SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGPIPE}) {
    // Signals that nohup or the shell set to be ignored stay ignored.
    struct sigaction before = {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) {
      sigaddset(&signals_, signal);
    }
  }
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  waiter_ = start_thread(
      [this](const std::stop_token& end) { wait_for_signal(end); });
}

int StopOnSignals::exit_code() const {
  constexpr int kSignalBase = 128;
  return kSignalBase + signal_;
}

void StopOnSignals::wait_for_signal(const std::stop_token& end) {
  constexpr timespec kLookUp = {.tv_sec = 0, .tv_nsec = 50'000'000};
  int signal = 0;
  while (signal <= 0 && !end.stop_requested()) {
    signal = sigtimedwait(&signals_, nullptr, &kLookUp);
  }
  if (signal <= 0) {
    return;
  }
  signal_ = signal;
  source_.request_stop();
  // A second signal kills the program, if it does not stop.  This thread
  // receives it.
  pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any().wait(lock, end, [] { return false; });
}

}  // namespace mtscomp
