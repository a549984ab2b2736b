// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The signals of a daemon that serves a mount.
//
// SIGHUP drops all caches.  The first SIGINT or SIGTERM unmounts: the mount is
// hidden, and open files stay readable for the drain time.  A second one, or
// the end of that time, ends the daemon.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/threads/rerun_thread.h"

namespace mtscomp {

struct MountSignalCalls {
  // Called on a separate thread: it may wait for the source, and SIGTERM must
  // not.  When stopped, it returns soon, unless it is waiting.
  std::function<void(const std::stop_token&)> look_again;
  // Returns false if the mount stays.  New files can still be opened then, so
  // there is no drain time.
  std::function<bool()> unmount;
  std::function<bool()> has_open_files;
  std::function<void()> end;  // Called repeatedly until stop().
};

class MountSignals {
 public:
  // Blocks these signals in the calling thread and in threads that it starts.
  // Requires: no other thread runs yet.
  MountSignals();

  // Handles signals from now on, and those that came before, on a separate
  // thread.  `drain` is how long open files stay readable.  None of the calls
  // may throw.
  void start(MountSignalCalls calls, std::chrono::duration<double> drain);
  // Ends that thread.  Waits for a running call.
  void stop();

 private:
  std::optional<RerunThread> look_again_;
  std::jthread waiter_;  // Uses look_again_.
};

}  // namespace mtscomp
