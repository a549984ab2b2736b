// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Ends the waiting for a server after a request to stop.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <system_error>

#include "mtscomp/base/error.h"

namespace mtscomp {

// Runs `work` and returns its result.  After a request to stop, calls `cancel`,
// which lets calls that wait for a server fail.
// Throws: exceptions of `work`; Stopped with `message` in place of a
// std::system_error after a request to stop.
template <typename Work>
auto run_cancellable(const std::stop_token& stop,
                     const std::function<void()>& cancel,
                     const std::string& message, Work work) {
  const std::stop_callback on_stop(stop, cancel);
  try {
    return work();
  } catch (const std::system_error&) {
    if (stop.stop_requested()) {
      throw Stopped(message);
    }
    throw;
  }
}

}  // namespace mtscomp
