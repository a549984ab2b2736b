// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/reply.h"

#include <sys/uio.h>

#include <algorithm>

#include "mtscomp/base/byte_buffer.h"

namespace mtscomp {

bool reply_cached_bytes(fuse_req_t request, const FileDescriptor& file,
                        std::size_t size, off_t offset) {
  ByteBuffer bytes(size);
  const iovec target = {.iov_base = bytes.data(), .iov_len = size};
  if (::preadv2(file.get(), &target, 1, offset, RWF_NOWAIT) !=
      static_cast<ssize_t>(size)) {
    return false;
  }
  fuse_reply_buf(request, reinterpret_cast<const char*>(bytes.data()), size);
  return true;
}

void reply_text(fuse_req_t request, const std::string& text, std::size_t size,
                off_t offset) {
  const std::size_t start =
      std::min(text.size(), static_cast<std::size_t>(offset));
  fuse_reply_buf(request, text.data() + start,
                 std::min(size, text.size() - start));
}

}  // namespace mtscomp
