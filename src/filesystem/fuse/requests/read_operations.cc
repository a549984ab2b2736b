// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/read_operations.h"

#include <cerrno>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

#include "filesystem/fuse/requests/pending_reply.h"
#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"
#include "mtscomp/base/byte_buffer.h"
#include "reader/prefixed_read.h"

namespace mtscomp {
namespace {

using FileHandlePtr = HandleTable<FileHandle>::HandlePtr;

void read_recording(fuse_req_t request, const FileHandle& handle,
                    std::size_t size, off_t offset) {
  const View& view = view_of(request);
  const auto reply = std::make_shared<PendingReply>(request);
  // From here on, the request may be answered and freed at any time.
  if (!reply->allow_interrupts()) {
    return;
  }
  try {
    read_after_prefix(
        view.reader, handle.recording, *handle.streams,
        handle.node->recording->prefix, static_cast<std::uint64_t>(offset),
        size,
        [reply, &view, recording = handle.recording](const ReadResult& result) {
          if (result.error) {
            view.tree.note_failure(*recording, result.error);
          }
          reply->send(result);
        });
  } catch (...) {
    reply->fail(errno_from_current_exception());
  }
}

ReadResult read_now(const SourceFile& file, std::size_t size,
                    off_t offset) noexcept {
  ReadResult result;
  try {
    result.gathered = ByteBuffer(size);
    const std::size_t n_read = file.read_up_to(
        static_cast<std::uint64_t>(offset), result.gathered.span(), "a file");
    result.bytes = result.gathered.span().first(n_read);
  } catch (...) {
    result.error = std::current_exception();
  }
  return result;
}

// The calling thread reads only bytes in the kernel's page cache, which has
// local files.
void read_plain_file(fuse_req_t request, FileHandlePtr handle, std::size_t size,
                     off_t offset) {
  const FileDescriptor* const local = handle->file->descriptor();
  if (local != nullptr && reply_cached_bytes(request, *local, size, offset)) {
    return;
  }
  SourceThreads& threads = context_of(fuse_req_userdata(request)).reads;
  const auto reply = std::make_shared<PendingReply>(request);
  if (!reply->allow_interrupts()) {
    return;
  }
  try {
    threads.submit([reply, handle = std::move(handle), size,
                    offset](SourceThreads::Order order) {
      if (order == SourceThreads::Order::kAbandon) {
        reply->fail(EIO);
      } else if (!reply->is_answered()) {
        reply->send(read_now(*handle->file, size, offset));
      }
    });
  } catch (...) {
    reply->fail(errno_from_current_exception());
  }
}

void on_read(fuse_req_t request, fuse_ino_t /*inode*/, std::size_t size,
             off_t offset, fuse_file_info* info) {
  reply_or_error(request, [&] {
    const std::shared_ptr<const FileHandle> handle =
        files_of(request).find(info->fh);
    if (handle->recording) {
      read_recording(request, *handle, size, offset);
    } else if (handle->node->text) {
      reply_text(request, *handle->node->text, size, offset);
    } else {
      read_plain_file(request, handle, size, offset);
    }
  });
}

}  // namespace

void add_read_operations(fuse_lowlevel_ops& operations) {
  operations.read = on_read;
}

}  // namespace mtscomp
