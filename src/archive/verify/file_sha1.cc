// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/file_sha1.h"

#include <cstdint>

#include "base/files/sha1.h"
#include "mtscomp/base/byte_buffer.h"

namespace mtscomp {

std::string sha1_of_file(const SourceFile& file, const std::string& name,
                         const OnBytesRead& on_read) {
  constexpr std::size_t kBlock = std::size_t{4} << 20;
  ByteBuffer block(kBlock);
  Sha1 sha1;
  std::uint64_t offset = 0;
  while (const std::size_t n = file.read_up_to(offset, block.span(), name)) {
    sha1.update(block.span().first(n));
    offset += n;
    if (on_read) {
      on_read(n);
    }
  }
  return sha1.finish();
}

}  // namespace mtscomp
