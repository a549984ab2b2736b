// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The components that serve a mount: caches, reader and FUSE session.
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include "cache/chunk_cache.h"
#include "filesystem/fuse/requests/view.h"
#include "filesystem/fuse/session.h"
#include "filesystem/fuse/tables/inode_table.h"
#include "filesystem/view/source_tree.h"
#include "filesystem/view/status_directory.h"
#include "mtscomp/base/file_descriptor.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "programs/mount/status/status_files.h"
#include "reader/chunk_loader.h"
#include "reader/headers/header_cache.h"
#include "reader/recording_reader.h"
#include "source/source.h"

namespace mtscomp {

class MountService {
 public:
  // `channel` is the open /dev/fuse of the mount.  Starts the worker threads.
  // These threads keep the privileges that the process has at this moment.
  // Requires: `request` must be a result of resolve().  `request`, `source`,
  // `tree` and `catalog` must outlive this object.
  // Throws: std::system_error.
  MountService(const MountRequest& request, Source& source, SourceTree& tree,
               HeaderCache& catalog, FileDescriptor channel);
  MountService(const MountService&) = delete;
  MountService& operator=(const MountService&) = delete;

  // Calls Session::run() and returns its result.  At its end, nothing waits for
  // a server.  When the mount answers, calls on_ready.  After that, a separate
  // thread raises the kernel's readahead and calls on_settled, which must not
  // throw.
  bool run(const std::function<void()>& on_ready,
           std::function<void()> on_settled,
           const std::function<void()>& on_end);

  // Calls Session::end().
  void end() { session_.end(); }

  // Drops all caches of the daemon, then calls Session::expire_names().
  void look_again(const std::stop_token& stop) noexcept;

  // Any thread may call this.
  bool has_open_files() const;

  void log_counters() const;

 private:
  const MountRequest& request_;
  Source& source_;
  SourceTree& tree_;
  HeaderCache& catalog_;
  ChunkCache cache_;
  ChunkLoader loader_;
  RecordingReader reader_;
  InodeTable inodes_;
  StatusSources sources_;
  StatusDirectory status_;
  View view_;
  // This thread may wait for the mount.  session_ is destroyed first, which
  // ends the wait.
  std::jthread settler_;
  Session session_;
};

}  // namespace mtscomp
