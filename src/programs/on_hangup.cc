// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/on_hangup.h"

#include <pthread.h>

#include <csignal>
#include <ctime>
#include <utility>

namespace mtscomp {
namespace {

sigset_t hangup() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

OnHangup::OnHangup() {
  const sigset_t signals = hangup();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void OnHangup::start(std::function<void()> call) {
  waiter_ = std::jthread([call = std::move(call)](const std::stop_token& end) {
    constexpr timespec kLookUp = {.tv_sec = 0, .tv_nsec = 200'000'000};
    const sigset_t signals = hangup();
    while (!end.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &kLookUp) == SIGHUP) {
        call();
      }
    }
  });
}

void OnHangup::stop() {
  waiter_.request_stop();
  if (waiter_.joinable()) {
    waiter_.join();
  }
}

}  // namespace mtscomp
