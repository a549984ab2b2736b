// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The files of a mount's .mtscompfs directory, from those who know.
#pragma once

#include <chrono>

#include "mtscomp/cache/chunk_cache.h"
#include "mtscomp/filesystem/inode_table.h"
#include "mtscomp/filesystem/session.h"
#include "mtscomp/filesystem/source_tree.h"
#include "mtscomp/filesystem/status_directory.h"
#include "mtscomp/reader/pair_catalog.h"
#include "programs/mount_status.h"
#include "programs/mtscompfs_options.h"

namespace mtscomp {

struct StatusSources {
  const MountRequest& request;
  const ChunkCache& cache;
  const PairCatalog& catalog;
  const SourceTree& tree;
  const InodeTable& inodes;
  const Session* session = nullptr;  // Set before anything is asked.
  std::chrono::steady_clock::time_point start =
      std::chrono::steady_clock::now();

  MountStatus now() const;
};

// Requires: `sources` outlives what is returned.
StatusDirectory make_status_directory(const StatusSources& sources);

}  // namespace mtscomp
