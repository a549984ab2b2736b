// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Protects a thread from SIGPIPE in code that writes to sockets and does not
// prevent the signal, such as OpenSSL.
#pragma once

#include <csignal>

namespace mtscomp {

// During the life of this object, SIGPIPE is blocked in the calling thread, so
// writes fail with EPIPE.  The end drops a signal of such a write.  A signal
// that was pending before stays.
// Requires: the object ends in the thread that made it.
class BlockedSigpipe {
 public:
  BlockedSigpipe() noexcept;
  BlockedSigpipe(const BlockedSigpipe&) = delete;
  BlockedSigpipe& operator=(const BlockedSigpipe&) = delete;
  ~BlockedSigpipe();

 private:
  sigset_t old_mask_ = {};
  bool was_pending_ = false;
};

}  // namespace mtscomp
