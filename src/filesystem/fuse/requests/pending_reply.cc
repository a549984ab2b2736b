// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/pending_reply.h"

#include <cerrno>
#include <exception>

#include "filesystem/fuse/kernel/errno_mapping.h"

namespace mtscomp {

// If the interrupt came earlier, libfuse calls on_interrupt() at once, without
// a reference to the request.  A reply from there would free the request while
// libfuse still uses it.
bool PendingReply::allow_interrupts() noexcept {
  fuse_req_interrupt_func(request_, on_interrupt, this);
  if (change(State::kRegistering, State::kWaiting)) {
    return true;
  }
  state_ = State::kWaiting;
  fail(EINTR);
  return false;
}

bool PendingReply::change(State from, State to) {
  return state_.compare_exchange_strong(from, to);
}

// The thread that claims the reply owns the request.  For all other threads,
// the request may be freed already.
bool PendingReply::claim() {
  if (!change(State::kWaiting, State::kClaimed)) {
    return false;
  }
  // Waits for a running on_interrupt(), which finds the reply claimed.
  fuse_req_interrupt_func(request_, nullptr, nullptr);
  return true;
}

void PendingReply::send(const ReadResult& result) noexcept {
  if (!claim()) {
    return;
  }
  if (!result.error) {
    fuse_reply_buf(request_, reinterpret_cast<const char*>(result.bytes.data()),
                   result.bytes.size());
    return;
  }
  try {
    std::rethrow_exception(result.error);
  } catch (...) {
    fuse_reply_err(request_, errno_from_current_exception());
  }
}

void PendingReply::fail(int error) noexcept {
  if (claim()) {
    fuse_reply_err(request_, error);
  }
}

// libfuse holds the request's lock here, so claim() would deadlock.
void PendingReply::on_interrupt(fuse_req_t request, void* self) noexcept {
  auto* const reply = static_cast<PendingReply*>(self);
  if (!reply->change(State::kRegistering, State::kInterruptedEarly) &&
      reply->change(State::kWaiting, State::kClaimed)) {
    fuse_reply_err(request, EINTR);
  }
}

}  // namespace mtscomp
