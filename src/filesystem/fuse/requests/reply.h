// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Replies to FUSE requests.  Each request gets exactly one reply.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "filesystem/fuse/kernel/errno_mapping.h"
#include "filesystem/fuse/kernel/fuse_api.h"
#include "filesystem/view/node.h"
#include "reader/recording_reader.h"

namespace mtscomp {

// Runs one operation.  If the operation throws, replies with the exception's
// errno.
// Requires: the operation must not throw after it has replied.
template <typename Operation>
void reply_or_error(fuse_req_t request, const Operation& operation) noexcept {
  try {
    operation();
  } catch (...) {
    fuse_reply_err(request, errno_from_current_exception());
  }
}

// Replies with `size` bytes of a source file if all these bytes are in the
// kernel's page cache.  Returns true if it has replied.  Returns false, without
// a reply, if bytes are not in the page cache, or if the file system cannot
// report whether they are.
bool reply_cached_bytes(fuse_req_t request, const FileDescriptor& file,
                        std::size_t size, off_t offset);

// Replies with up to `size` bytes of a text, from `offset` on.
void reply_text(fuse_req_t request, const std::string& text, std::size_t size,
                off_t offset);

}  // namespace mtscomp
