// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The answer to a read that comes later, from another thread, unless the reader
// is killed or interrupted meanwhile: then it is EINTR, at once.
#pragma once

#include <atomic>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// The request is answered once, by whoever comes first; what comes after is
// dropped.
class PendingReply {
 public:
  explicit PendingReply(fuse_req_t request) : request_(request) {}
  PendingReply(const PendingReply&) = delete;
  PendingReply& operator=(const PendingReply&) = delete;

  // From here on the kernel may call the reply off.  Returns false if it has
  // done so already.  Requires: called once, before send() and fail() may be;
  // this outlives the request.
  bool allow_interrupts() noexcept;

  // Whether a later reply would be dropped.
  bool is_answered() const { return state_ == State::kClaimed; }

  void send(const ReadResult& result) noexcept;
  void fail(int error) noexcept;

 private:
  enum class State { kRegistering, kInterruptedEarly, kWaiting, kClaimed };

  static void on_interrupt(fuse_req_t request, void* self) noexcept;
  bool change(State from, State to);
  bool claim();

  fuse_req_t request_;
  std::atomic<State> state_ = State::kRegistering;
};

}  // namespace mtscomp
