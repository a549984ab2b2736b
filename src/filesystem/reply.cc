// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/reply.h"

#include <cstring>
#include <vector>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {
namespace {

// writev(2) takes 1,024 pieces, libfuse's header among them; far fewer are
// already no faster than a copy.
constexpr std::size_t kMaxPieces = 64;

void reply_pieces(fuse_req_t request, const std::vector<ChunkSlice>& slices) {
  std::vector<iovec> pieces;
  pieces.reserve(slices.size());
  for (const ChunkSlice& slice : slices) {
    // iovec serves reading and writing, hence no const.
    pieces.push_back(
        {const_cast<std::byte*>(slice.bytes.data()), slice.bytes.size()});
  }
  fuse_reply_iov(request, pieces.data(), static_cast<int>(pieces.size()));
}

void reply_gathered(fuse_req_t request, const std::vector<ChunkSlice>& slices) {
  std::size_t size = 0;
  for (const ChunkSlice& slice : slices) {
    size += slice.bytes.size();
  }
  ByteBuffer gathered(size);
  std::byte* at = gathered.data();
  for (const ChunkSlice& slice : slices) {
    std::memcpy(at, slice.bytes.data(), slice.bytes.size());
    at += slice.bytes.size();
  }
  fuse_reply_buf(request, reinterpret_cast<const char*>(gathered.data()),
                 gathered.size());
}

}  // namespace

void reply_read(fuse_req_t request, const ReadResult& result) noexcept {
  reply_or_error(request, [&] {
    if (result.error) {
      std::rethrow_exception(result.error);
    }
    if (result.slices.size() <= kMaxPieces) {
      reply_pieces(request, result.slices);
    } else {
      reply_gathered(request, result.slices);
    }
  });
}

void reply_file_bytes(fuse_req_t request, const FileDescriptor& file,
                      std::size_t size, off_t offset) {
  ByteBuffer bytes(size);
  const std::size_t n_read = pread_up_to(
      file, bytes.span(), static_cast<std::uint64_t>(offset), "a file");
  fuse_reply_buf(request, reinterpret_cast<const char*>(bytes.data()), n_read);
}

}  // namespace mtscomp
