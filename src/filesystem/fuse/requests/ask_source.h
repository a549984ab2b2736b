// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Operations that can wait for the source: look-ups, openings, listings,
// status.
//
// Half of the threads that take requests may do such work at the same time,
// which costs nothing.  Further operations are handed to the source threads, so
// that cached reads are answered while the source does not answer.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <utility>

#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"

namespace mtscomp {

// The right to wait for the source on a thread that takes requests.
class WaitingTurn {
 public:
  explicit WaitingTurn(SessionContext& context)
      : n_waiting_(context.n_waiting),
        is_given_(n_waiting_.fetch_add(1) < context.max_waiting) {}
  WaitingTurn(const WaitingTurn&) = delete;
  WaitingTurn& operator=(const WaitingTurn&) = delete;
  ~WaitingTurn() { --n_waiting_; }

  bool is_given() const { return is_given_; }

 private:
  std::atomic<unsigned>& n_waiting_;
  bool is_given_;
};

// Whether this process itself asks: a file that it has opened in the source is
// stacked on its own mount, as an overlayfs is.  It would wait for itself.
inline bool is_own_request(fuse_req_t request, const SessionContext& context) {
  return context.knows_own_threads &&
         ::tgkill(::getpid(), fuse_req_ctx(request)->pid, 0) == 0;
}

// Like reply_or_error(), now or later.  A request of this process is ELOOP.
// Requires: the operation owns all objects that it refers to, except those that
// outlive the request.
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
