// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/client/server_return.h"

#include <algorithm>

namespace mtscomp {

void ServerReturn::note_answer() {
  {
    const std::lock_guard lock(mutex_);
    ++n_answers_;
  }
  answered_.notify_all();
}

void ServerReturn::wait(std::chrono::milliseconds shortest,
                        std::chrono::milliseconds longest,
                        const std::stop_token& stop) {
  shortest = std::min(shortest, longest);
  std::unique_lock lock(mutex_);
  const std::uint64_t n_before = n_answers_;
  answered_.wait_for(lock, stop, shortest, [] { return false; });
  answered_.wait_for(lock, stop, longest - shortest,
                     [&] { return n_answers_ != n_before; });
}

}  // namespace mtscomp
