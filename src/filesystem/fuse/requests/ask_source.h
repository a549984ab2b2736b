// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs operations that may wait for the source: look-ups, open, listings,
// status.
//
// A request thread runs such an operation itself, because this is fastest.  If
// half of the request threads are doing this already, the operation runs on a
// source thread.  Thus cached reads are served even while the source does not
// respond.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"

namespace mtscomp {

// The right of a request thread to wait for the source.
class WaitingTurn {
 public:
  explicit WaitingTurn(SessionContext& context)
      : n_waiting_(context.n_waiting),
        is_given_(n_waiting_.fetch_add(1) < context.max_waiting) {}
  WaitingTurn(const WaitingTurn&) = delete;
  WaitingTurn& operator=(const WaitingTurn&) = delete;
  ~WaitingTurn() { --n_waiting_; }

  // Returns true if the thread may wait for the source.
  bool is_given() const { return is_given_; }

 private:
  std::atomic<unsigned>& n_waiting_;
  bool is_given_;
};

// Returns true if this process itself sent the request.  This happens if the
// source is an overlayfs on top of this mount.  The daemon would then wait for
// itself.
inline bool is_own_request(fuse_req_t request, const SessionContext& context) {
  return context.knows_own_threads &&
         ::tgkill(::getpid(), fuse_req_ctx(request)->pid, 0) == 0;
}

// Runs the operation with reply_or_error(), on this thread or later on a source
// thread.  A request that this process sent fails with ELOOP.
// Requires: the operation must own the objects that it uses, except objects
// that outlive the request.
template <typename Operation>
void ask_source(fuse_req_t request, Operation operation) noexcept {
  SessionContext& context = context_of(fuse_req_userdata(request));
  if (is_own_request(request, context)) {
    fuse_reply_err(request, ELOOP);
    return;
  }
  if (const WaitingTurn turn(context); turn.is_given()) {
    reply_or_error(request, operation);
    return;
  }
  try {
    context.lookups.submit([request, operation = std::move(operation)](
                               SourceThreads::Order order) {
      if (order == SourceThreads::Order::kDo) {
        reply_or_error(request, operation);
      } else {
        fuse_reply_err(request, EIO);
      }
    });
  } catch (...) {
    fuse_reply_err(request, errno_from_current_exception());
  }
}

}  // namespace mtscomp
