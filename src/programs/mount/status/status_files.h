// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes the files of a mount's .mtscompfs directory.
#pragma once

#include <chrono>

#include "cache/chunk_cache.h"
#include "filesystem/fuse/session.h"
#include "filesystem/fuse/tables/inode_table.h"
#include "filesystem/view/source_tree.h"
#include "filesystem/view/status_directory.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "programs/mount/status/mount_status.h"
#include "reader/chunk_loader.h"
#include "reader/headers/header_cache.h"
#include "source/source.h"

namespace mtscomp {

struct StatusSources {
  const MountRequest& request;
  const ChunkCache& cache;
  const ChunkLoader& loader;
  const Source& source;
  const HeaderCache& catalog;
  const SourceTree& tree;
  const InodeTable& inodes;
  const Session* session = nullptr;  // Must be set before now() is called.
  std::chrono::steady_clock::time_point start =
      std::chrono::steady_clock::now();

  MountStatus now() const;
};

// Requires: `sources` must outlive the result.
StatusDirectory make_status_directory(const StatusSources& sources);

}  // namespace mtscomp
