// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Starts a thread.  If this fails, the exception has a message for users.
#pragma once

#include <system_error>
#include <thread>
#include <utility>

#include "mtscomp/base/error.h"

namespace mtscomp {

// Starts a std::jthread.  Throws: std::system_error.
template <typename Function>
std::jthread start_thread(Function&& function) {
  try {
    return std::jthread(std::forward<Function>(function));
  } catch (const std::system_error& error) {
    throw_system_error(error.code().value(),
                       "cannot start a thread: not enough memory, or too many "
                       "processes");
  }
}

}  // namespace mtscomp
