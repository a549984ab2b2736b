// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Answers to FUSE requests.  Each request is answered exactly once.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "filesystem/fuse/kernel/errno_mapping.h"
#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/view/node.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// Runs one operation; whatever it throws becomes the errno of the reply.
// Requires: the operation replies as its last act, so that a throw always finds
// the request unanswered.
template <typename Operation>
void reply_or_error(fuse_req_t request, const Operation& operation) noexcept {
  try {
    operation();
  } catch (...) {
    fuse_reply_err(request, errno_from_current_exception());
  }
}

// Replies with `size` bytes of a file that passes through, if the kernel has
// all of them in its page cache.  Returns false if it does not, or does not say
// so.
bool reply_cached_bytes(fuse_req_t request, const FileDescriptor& file,
                        std::size_t size, off_t offset);

// Up to `size` bytes of a text.
void reply_text(fuse_req_t request, const std::string& text, std::size_t size,
                off_t offset);

}  // namespace mtscomp
