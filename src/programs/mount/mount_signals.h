// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The signals of a daemon that serves a mount.
//
// SIGHUP: forget what is known, and look again.  The first SIGINT or SIGTERM:
// unmount, which hides the mount, and serve on for those who have files open
// there; the second one, or the end of their time: end at once.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/threads/rerun_thread.h"

namespace mtscomp {

struct MountSignalCalls {
  // On a thread of its own: it may have to wait for the source, and a signal
  // that ends must not.  It returns soon when it is to stop, unless it waits.
  std::function<void(const std::stop_token&)> look_again;
  // Returns false where the mount stays: new files can still be opened there,
  // so that there is nothing to wait for.
  std::function<bool()> unmount;
  std::function<bool()> has_open_files;
  std::function<void()> end;  // Called again until stop().
};

class MountSignals {
 public:
  // Keeps these signals away from the calling thread and all that it starts.
  // Requires: no other thread runs yet.
  MountSignals();

  // From here on they are acted upon, those that have come before as well, on
  // a thread of its own.  `drain` is the time for those who have files open.
  // None of the calls may throw.
  void start(MountSignalCalls calls, std::chrono::duration<double> drain);
  // Waits for a call that runs.
  void stop();

 private:
  std::optional<RerunThread> look_again_;
  std::jthread waiter_;  // Uses the other.
};

}  // namespace mtscomp
