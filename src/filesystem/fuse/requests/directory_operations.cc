// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/requests/directory_operations.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "filesystem/fuse/requests/ask_source.h"
#include "filesystem/fuse/requests/reply.h"
#include "filesystem/fuse/requests/session_context.h"
#include "filesystem/fuse/requests/view_lookup.h"
#include "filesystem/view/caller.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Supplementary groups of the calling process, from /proc.  Empty if /proc does
// not show it, for example in another PID namespace.
std::vector<gid_t> other_groups_of(fuse_req_t request) {
  constexpr int kMany = 1024;
  std::vector<gid_t> groups(kMany);
  int n = fuse_req_getgroups(request, kMany, groups.data());
  if (n > kMany) {
    groups.resize(static_cast<std::size_t>(n));
    n = fuse_req_getgroups(request, n, groups.data());
  }
  // Only reported groups: an unset 0 would be root's group.
  groups.resize(
      std::min(groups.size(), static_cast<std::size_t>(std::max(n, 0))));
  return groups;
}

Caller caller_of(fuse_req_t request) {
  const fuse_ctx& context = *fuse_req_ctx(request);
  return {.user = context.uid,
          .group = context.gid,
          .other_groups = [request] { return other_groups_of(request); },
          .shown = view_of(request).attributes};
}

// "." and ".." come from NFS, which knows inodes by their numbers.
FoundNode look_up(const View& view, fuse_ino_t parent, const std::string& name,
                  const Caller& caller) {
  if (name == ".") {
    return find_again(view, parent, caller);
  }
  if (name == "..") {
    return find_parent(view, parent, caller);
  }
  return find_in_view(view, *view.inodes.find(parent), parent, name, caller);
}

void on_lookup(fuse_req_t request, fuse_ino_t parent, const char* name) {
  ask_source(request, [request, parent, name = std::string(name)] {
    const View& view = view_of(request);
    FoundNode found = look_up(view, parent, name, caller_of(request));
    if (!found) {
      fuse_reply_err(request, ENOENT);
      return;
    }
    const fuse_entry_param entry = make_entry(view, std::move(found));
    // -ENOENT: the request was interrupted; the kernel counts no look-up.
    if (fuse_reply_entry(request, &entry) == -ENOENT) {
      view.inodes.forget(entry.ino, 1);
    }
  });
}

void on_opendir(fuse_req_t request, fuse_ino_t inode, fuse_file_info* asked) {
  ask_source(request, [request, inode, asked = *asked] {
    HandleTable<DirectoryHandle>& directories = directories_of(request);
    fuse_file_info info = asked;
    DirectoryHandle handle =
        open_directory(view_of(request), inode, caller_of(request));
    handle.memory =
        context_of(fuse_req_userdata(request)).listings.take(handle.size());
    info.fh = directories.insert(std::move(handle));
    // -ENOENT: the request was interrupted; the kernel will not release it.
    if (fuse_reply_open(request, &info) == -ENOENT) {
      directories.erase(info.fh);
    }
  });
}

void on_releasedir(fuse_req_t request, fuse_ino_t /*inode*/,
                   fuse_file_info* info) {
  directories_of(request).erase(info->fh);
  fuse_reply_err(request, 0);
}

// The reply to one readdir: as many entries as fit.
class DirectoryReply {
 public:
  DirectoryReply(fuse_req_t request, std::size_t size)
      : request_(request), bytes_(size) {}

  // `next` is the offset of the next entry.  Returns false if this one does not
  // fit.
  bool add(const ViewEntry& entry, std::size_t next) {
    struct stat status = {};
    status.st_ino = entry.inode;
    status.st_mode = entry.type;
    return advance(fuse_add_direntry(request_, at(), left(), entry.name.c_str(),
                                     &status, static_cast<off_t>(next)));
  }

  bool add_plus(const ViewEntry& entry, const fuse_entry_param& param,
                std::size_t next) {
    return advance(fuse_add_direntry_plus(request_, at(), left(),
                                          entry.name.c_str(), &param,
                                          static_cast<off_t>(next)));
  }

  // Returns how many of these entries fit in an empty reply of add_plus().
  std::size_t n_fitting(std::span<const ViewEntry> entries) const {
    std::size_t needed = 0;
    std::size_t n = 0;
    while (n < entries.size()) {
      needed += fuse_add_direntry_plus(request_, nullptr, 0,
                                       entries[n].name.c_str(), nullptr, 0);
      if (needed > bytes_.size()) {
        break;
      }
      ++n;
    }
    return n;
  }

  // Returns the result of fuse_reply_buf().
  int send() { return fuse_reply_buf(request_, start(), used_); }

 private:
  char* start() { return reinterpret_cast<char*>(bytes_.data()); }
  char* at() { return start() + used_; }
  std::size_t left() const { return bytes_.size() - used_; }

  // libfuse returns the needed size even if the entry did not fit.
  bool advance(std::size_t needed) {
    if (needed > left()) {
      return false;
    }
    used_ += needed;
    return true;
  }

  fuse_req_t request_;
  ByteBuffer bytes_;
  std::size_t used_ = 0;
};

void on_readdir(fuse_req_t request, fuse_ino_t /*inode*/, std::size_t size,
                off_t offset, fuse_file_info* info) {
  reply_or_error(request, [&] {
    const std::shared_ptr<const DirectoryHandle> handle =
        directories_of(request).find(info->fh);
    DirectoryReply reply(request, size);
    auto i = static_cast<std::size_t>(offset);
    while (i < handle->entries.size() && reply.add(handle->entries[i], i + 1)) {
      ++i;
    }
    reply.send();
  });
}

bool is_dot(const std::string& name) { return name == "." || name == ".."; }

// Looks up several entries, at the same time if the source is on a server.  The
// results are empty for "." and "..", which are never looked up, and for files
// that are gone or cannot be read now.
std::vector<FoundNode> find_all_listed(const View& view,
                                       const DirectoryHandle& handle,
                                       std::span<const ViewEntry> entries,
                                       const Caller& caller) {
  std::vector<FoundNode> found(entries.size());
  view.tree.run_parallel(entries.size(), [&](std::size_t i) {
    if (is_dot(entries[i].name)) {
      return;
    }
    try {
      found[i] = find_listed(view, handle, entries[i].name, caller);
    } catch (const std::system_error&) {
      found[i] = {};
    }
  });
  return found;
}

// An entry without an inode number gives the kernel only name and type; the
// kernel looks up the name when it needs more.
fuse_entry_param make_listed_entry(const View& view, const ViewEntry& entry,
                                   FoundNode found) {
  if (found) {
    return make_entry(view, std::move(found));
  }
  fuse_entry_param unknown = {};
  unknown.attr.st_ino = entry.inode;
  unknown.attr.st_mode = entry.type;
  return unknown;
}

void on_readdirplus(fuse_req_t request, fuse_ino_t /*inode*/, std::size_t size,
                    off_t offset, fuse_file_info* info) {
  ask_source(request, [request, size, offset, number = info->fh] {
    const View& view = view_of(request);
    const std::shared_ptr<const DirectoryHandle> handle =
        directories_of(request).find(number);
    DirectoryReply reply(request, size);
    const std::size_t first =
        std::min(static_cast<std::size_t>(offset), handle->entries.size());
    std::span<const ViewEntry> entries =
        std::span(handle->entries).subspan(first);
    entries = entries.first(reply.n_fitting(entries));
    std::vector<FoundNode> found =
        find_all_listed(view, *handle, entries, caller_of(request));
    std::vector<fuse_ino_t> sent;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const fuse_entry_param param =
          make_listed_entry(view, entries[i], std::move(found[i]));
      reply.add_plus(entries[i], param, first + i + 1);
      sent.push_back(param.ino);
    }
    // -ENOENT: the request was interrupted; the kernel got no entry.
    if (reply.send() == -ENOENT) {
      for (const fuse_ino_t unseen : sent) {
        view.inodes.forget(unseen, 1);
      }
    }
  });
}

}  // namespace

void add_directory_operations(fuse_lowlevel_ops& operations) {
  operations.lookup = on_lookup;
  operations.opendir = on_opendir;
  operations.readdir = on_readdir;
  operations.readdirplus = on_readdirplus;
  operations.releasedir = on_releasedir;
}

}  // namespace mtscomp
