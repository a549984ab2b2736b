// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/operations.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "filesystem/fuse/requests/ask_source.h"
#include "filesystem/fuse/requests/attribute_operations.h"
#include "filesystem/fuse/requests/directory_operations.h"
#include "filesystem/fuse/requests/read_operations.h"
#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"
#include "filesystem/fuse/requests/view_lookup.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using FileHandlePtr = HandleTable<FileHandle>::HandlePtr;

void on_init(void* user_data, fuse_conn_info* connection) {
  // Workers answer cold reads later, so many reads may wait in the background.
  // The kernel's default of 12 would throttle them.
  constexpr unsigned kMaxBackground = 64;
  constexpr unsigned kCongestionThreshold = 48;
  connection->max_background = kMaxBackground;
  connection->congestion_threshold = kCongestionThreshold;
  // With FUSE_CAP_ASYNC_DIO, a reader that waits with O_DIRECT cannot be
  // killed.
  connection->want &= ~static_cast<unsigned>(FUSE_CAP_ASYNC_DIO);
  // NFS looks up "." and ".." of inodes that the kernel has forgotten.
  connection->want |= connection->capable & FUSE_CAP_EXPORT_SUPPORT;
  SessionContext& context = context_of(user_data);
  context.can_expire = can_expire_entries(*connection);
  try {
    context.on_ready();
  } catch (...) {
    spdlog::critical("{}", current_exception_message());
    context.has_failed = true;
    fuse_session_exit(context.session);
  }
}

void on_forget(fuse_req_t request, fuse_ino_t inode, std::uint64_t n_lookups) {
  view_of(request).inodes.forget(inode, n_lookups);
  fuse_reply_none(request);
}

void on_forget_multi(fuse_req_t request, std::size_t count,
                     fuse_forget_data* forgets) {
  for (std::size_t i = 0; i < count; ++i) {
    view_of(request).inodes.forget(forgets[i].ino, forgets[i].nlookup);
  }
  fuse_reply_none(request);
}

// An open file may have been renamed or removed.  The kernel does not always
// send the handle; then any handle of the same file will do.
FileHandlePtr find_open_file(HandleTable<FileHandle>& files, const Node& node,
                             std::optional<std::uint64_t> number) {
  return number ? files.find(*number)
                : files.find_if([&node](const FileHandle& handle) {
                    return handle.file != nullptr &&
                           handle.node->is_same_file(node);
                  });
}

struct stat status_now(fuse_req_t request, const Node& node,
                       std::optional<std::uint64_t> number) {
  const View& view = view_of(request);
  const bool passes = S_ISREG(node.type) && !node.is_recording() &&
                      !StatusDirectory::owns(node);
  try {
    return status_in_view(view, node);
  } catch (const std::system_error&) {
    const FileHandlePtr open =
        passes ? find_open_file(files_of(request), node, number) : nullptr;
    if (!open) {
      throw;
    }
    struct stat status = view.tree.open_file_status(*open->file, node);
    view.attributes.apply(status);
    return status;
  }
}

bool has_known_status(fuse_req_t request, fuse_ino_t inode) noexcept {
  try {
    return view_of(request).inodes.find(inode)->is_recording();
  } catch (const std::exception&) {
    return false;
  }
}

void on_getattr(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info) {
  const std::optional<std::uint64_t> handle =
      info == nullptr ? std::nullopt : std::optional(info->fh);
  const auto answer = [request, inode, handle] {
    const View& view = view_of(request);
    const NodePtr node = view.inodes.find(inode);
    struct stat status = status_now(request, *node, handle);
    const bool is_status = StatusDirectory::owns(*node);
    if (!is_status) {
      status.st_ino = inode;
    }
    fuse_reply_attr(request, &status, is_status ? 0 : view.timeout);
  };
  // The kernel requests the status before it reads.  A recording's status is in
  // memory.
  if (has_known_status(request, inode)) {
    reply_or_error(request, answer);
  } else {
    ask_source(request, answer);
  }
}

void on_readlink(fuse_req_t request, fuse_ino_t inode) {
  ask_source(request, [request, inode] {
    const View& view = view_of(request);
    const std::string target = view.tree.read_link(*view.inodes.find(inode));
    fuse_reply_readlink(request, target.c_str());
  });
}

std::shared_ptr<const Recording> open_recording(const View& view,
                                                const Node& node) {
  std::shared_ptr<const Recording> recording = view.tree.open_recording(node);
  try {
    view.reader.require_room(*recording);
  } catch (const std::system_error& error) {
    spdlog::error("{}", error.what());
    throw;
  }
  return recording;
}

FileHandle open_node(const View& view, fuse_ino_t inode, fuse_file_info& info) {
  NodePtr node = view.inodes.find(inode);
  FileHandle handle;
  if (node->is_recording()) {
    handle.recording = open_recording(view, *node);
    handle.streams = std::make_shared<Readahead>();
    // An inode is one version of the pair, so cached pages stay valid.
    info.keep_cache = view.inodes.keeps_pages(inode) ? 1 : 0;
  } else if (StatusDirectory::owns(*node)) {
    if (!node->text) {
      throw_system_error(EISDIR, "open a directory as a file");
    }
  } else {
    handle.file = view.tree.open_file(*node);
  }
  handle.node = std::move(node);
  return handle;
}

void on_open(fuse_req_t request, fuse_ino_t inode, fuse_file_info* asked) {
  ask_source(request, [request, inode, asked = *asked] {
    if ((asked.flags & O_ACCMODE) != O_RDONLY) {
      throw_system_error(EROFS, "open for writing");
    }
    const View& view = view_of(request);
    HandleTable<FileHandle>& files = files_of(request);
    fuse_file_info info = asked;
    info.fh = files.insert(open_node(view, inode, info));
    // -ENOENT: the request was interrupted; the kernel will not release it.
    if (fuse_reply_open(request, &info) == -ENOENT) {
      files.erase(info.fh);
    }
  });
}

void on_release(fuse_req_t request, fuse_ino_t /*inode*/,
                fuse_file_info* info) {
  files_of(request).erase(info->fh);
  fuse_reply_err(request, 0);
}

void on_statfs(fuse_req_t request, fuse_ino_t /*inode*/) {
  ask_source(request, [request] {
    const struct statvfs usage = view_of(request).tree.usage();
    fuse_reply_statfs(request, &usage);
  });
}

void on_access(fuse_req_t request, fuse_ino_t inode, int mode) {
  ask_source(request, [request, inode, mode] {
    const View& view = view_of(request);
    const NodePtr node = view.inodes.find(inode);
    if (!StatusDirectory::owns(*node)) {
      view.tree.check_access(*node, mode);
    }
    fuse_reply_err(request, 0);
  });
}

}  // namespace

fuse_lowlevel_ops make_operations() {
  fuse_lowlevel_ops operations = {};
  operations.init = on_init;
  operations.forget = on_forget;
  operations.forget_multi = on_forget_multi;
  operations.getattr = on_getattr;
  operations.readlink = on_readlink;
  operations.open = on_open;
  operations.release = on_release;
  operations.statfs = on_statfs;
  operations.access = on_access;
  add_attribute_operations(operations);
  add_directory_operations(operations);
  add_read_operations(operations);
  return operations;
}

}  // namespace mtscomp
