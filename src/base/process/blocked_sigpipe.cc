// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/blocked_sigpipe.h"

#include <ctime>

namespace mtscomp {
namespace {

sigset_t sigpipe_set() {
  sigset_t set = {};
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGPIPE);
  return set;
}

bool is_pending() {
  sigset_t pending = {};
  ::sigpending(&pending);
  return ::sigismember(&pending, SIGPIPE) == 1;
}

}  // namespace

BlockedSigpipe::BlockedSigpipe() noexcept {
  const sigset_t set = sigpipe_set();
  ::pthread_sigmask(SIG_BLOCK, &set, &old_mask_);
  was_pending_ = is_pending();
}

BlockedSigpipe::~BlockedSigpipe() {
  if (!was_pending_ && is_pending()) {
    const sigset_t set = sigpipe_set();
    const timespec no_time = {};
    ::sigtimedwait(&set, nullptr, &no_time);
  }
  ::pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

}  // namespace mtscomp
