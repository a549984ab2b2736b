// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/pending_reply.h"

#include <cerrno>
#include <exception>

#include "filesystem/fuse/kernel/errno_mapping.h"

namespace mtscomp {

// libfuse calls the function at once if the interrupt was there before: holding
// no reference, so that a reply from there would free what it goes on to use.
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

// Whoever claims the reply owns the request; for all others it may be gone.
bool PendingReply::claim() {
  if (!change(State::kWaiting, State::kClaimed)) {
    return false;
  }
  // Waits for an interrupt that is just running, and found the reply claimed.
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

// libfuse holds the request meanwhile, and its lock: no claim() here.
void PendingReply::on_interrupt(fuse_req_t request, void* self) noexcept {
  auto* const reply = static_cast<PendingReply*>(self);
  if (!reply->change(State::kRegistering, State::kInterruptedEarly) &&
      reply->change(State::kWaiting, State::kClaimed)) {
    fuse_reply_err(request, EINTR);
  }
}

}  // namespace mtscomp
