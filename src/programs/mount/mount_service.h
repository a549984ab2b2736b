// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// All that answers what the kernel asks of a mount, put together.
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

namespace mtscomp {

class MountService {
 public:
  // `channel` is that of the mount.  Starts the workers: what the process gives
  // up later, they keep.
  // Requires: `request` is resolved; what is referred to outlives this.
  // Throws: std::system_error.
  MountService(const MountRequest& request, SourceTree& tree,
               HeaderCache& catalog, FileDescriptor channel);
  MountService(const MountService&) = delete;
  MountService& operator=(const MountService&) = delete;

  // As Session::run().  When the mount answers, on_ready is called first, then
  // on_settled, once what can be set up only then is.  on_settled must not
  // throw.
  bool run(const std::function<void()>& on_ready,
           std::function<void()> on_settled,
           const std::function<void()>& on_end);

  // As Session::end().
  void end() { session_.end(); }

  // Forgets what is known, and makes the kernel ask again, as
  // Session::expire_names().
  void look_again(const std::stop_token& stop) noexcept;

  // Any thread.
  bool has_open_files() const;

  void log_counters() const;

 private:
  const MountRequest& request_;
  SourceTree& tree_;
  HeaderCache& catalog_;
  ChunkCache cache_;
  ChunkLoader loader_;
  RecordingReader reader_;
  InodeTable inodes_;
  StatusSources sources_;
  StatusDirectory status_;
  View view_;
  // Asks the mount; joined once the session has ended, and with it the wait.
  std::jthread settler_;
  Session session_;
};

}  // namespace mtscomp
