// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Handles the signals of a daemon that serves a mount.
//
// SIGHUP drops all caches.  The first SIGINT or SIGTERM unmounts.  Files that
// are open at this time stay readable for the drain time.  A second SIGINT or
// SIGTERM, or the end of the drain time, ends the daemon.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/threads/rerun_thread.h"

namespace mtscomp {

struct MountSignalCalls {
  // Drops all caches.  Called on a separate thread, because this function may
  // wait for the source, and SIGTERM must be handled meanwhile.  After a
  // request to stop, the function must return as soon as its current wait ends.
  std::function<void(const std::stop_token&)> look_again;
  // Returns true if unmounting succeeded, and false if it failed.  After a
  // failure, processes can still open files, so the drain time is skipped.
  std::function<bool()> unmount;
  std::function<bool()> has_open_files;
  // Ends all waiting for a server.  Called when no file is open any more, and
  // again before end().
  std::function<void()> stop_waiting;
  std::function<void()> end;  // Called repeatedly until stop() is called.
};

class MountSignals {
 public:
  // Blocks these signals in the calling thread and in threads that it starts.
  // Requires: no other thread may be running.
  MountSignals();

  // Starts a thread that handles the signals, including signals that arrived
  // since the constructor.  `drain` is the drain time.  The functions in
  // `calls` must not throw.
  void start(MountSignalCalls calls, std::chrono::duration<double> drain);
  // Ends the threads that start() started.  Waits until running functions of
  // MountSignalCalls have returned.
  void stop();

 private:
  std::optional<RerunThread> look_again_;
  std::jthread waiter_;  // Uses look_again_.
};

}  // namespace mtscomp
