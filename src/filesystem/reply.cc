// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/reply.h"

#include <algorithm>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {
void reply_file_bytes(fuse_req_t request, const FileDescriptor& file,
                      std::size_t size, off_t offset) {
  ByteBuffer bytes(size);
  const std::size_t n_read = pread_up_to(
      file, bytes.span(), static_cast<std::uint64_t>(offset), "a file");
  fuse_reply_buf(request, reinterpret_cast<const char*>(bytes.data()), n_read);
}

void reply_text(fuse_req_t request, const std::string& text, std::size_t size,
                off_t offset) {
  const std::size_t start =
      std::min(text.size(), static_cast<std::size_t>(offset));
  fuse_reply_buf(request, text.data() + start,
                 std::min(size, text.size() - start));
}

}  // namespace mtscomp
