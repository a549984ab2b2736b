// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// SIGHUP as a call: a daemon is asked to look again.
#pragma once

#include <functional>
#include <thread>

namespace mtscomp {

class OnHangup {
 public:
  // Keeps SIGHUP away from the calling thread and all that it starts.
  // Requires: no other thread runs yet.
  OnHangup();

  // From here on each SIGHUP calls the function, on a thread of its own, until
  // this is destroyed or stop() is called.
  void start(std::function<void()> call);
  void stop();

 private:
  std::jthread waiter_;
};

}  // namespace mtscomp
