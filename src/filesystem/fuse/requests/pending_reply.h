// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The reply to a read request.  Another thread sends the reply later.  If the
// reader is killed or interrupted before the reply, EINTR is sent at once.
#pragma once

#include <atomic>

#include "filesystem/fuse/kernel/fuse_api.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// send(), fail() and the interrupt may happen at the same time, on different
// threads.  Only the first of them sends a reply.  Later calls have no effect.
class PendingReply {
 public:
  explicit PendingReply(fuse_req_t request) : request_(request) {}
  PendingReply(const PendingReply&) = delete;
  PendingReply& operator=(const PendingReply&) = delete;

  // Lets the kernel interrupt the request from now on.  Returns true if send()
  // or fail() must be called later.  If the request was interrupted before this
  // call, sends EINTR and returns false.
  // Requires: this must be called once, before send() and fail().  This object
  // must outlive the request.
  bool allow_interrupts() noexcept;

  // Returns true if the request was answered.  send() and fail() then do
  // nothing.
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
