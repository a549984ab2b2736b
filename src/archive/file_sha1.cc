// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/archive/file_sha1.h"

#include <cstdint>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/base/sha1.h"

namespace mtscomp {

std::string sha1_of_file(const FileDescriptor& file, const std::string& name,
                         const OnBytesRead& on_read) {
  constexpr std::size_t kBlock = std::size_t{4} << 20;
  ByteBuffer block(kBlock);
  Sha1 sha1;
  std::uint64_t offset = 0;
  while (const std::size_t n = pread_up_to(file, block.span(), offset, name)) {
    sha1.update(block.span().first(n));
    offset += n;
    if (on_read) {
      on_read(n);
    }
  }
  return sha1.finish();
}

}  // namespace mtscomp
