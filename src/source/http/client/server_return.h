// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Ends the waits of requests that could not reach their server, when another
// request reaches it: the server is back.  Without this, the longest wait of
// many requests would decide how long the server seems to be gone.
// Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>

#include <condition_variable>
#include <mutex>

namespace mtscomp {

class ServerReturn {
 public:
  // Call after each answer of the server.
  void note_answer();

  // Waits for `longest`.  Returns earlier after a stop request.  After
  // `shortest`, returns at once if an answer arrives, or has arrived during
  // this call.
  void wait(std::chrono::milliseconds shortest,
            std::chrono::milliseconds longest, const std::stop_token& stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any answered_;
  std::uint64_t n_answers_ = 0;
};

}  // namespace mtscomp
