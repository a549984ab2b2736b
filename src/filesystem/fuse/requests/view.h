// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The objects that FUSE operations use.  The program creates and owns these
// objects.
#pragma once

#include "filesystem/fuse/tables/inode_table.h"
#include "filesystem/view/shown_attributes.h"
#include "filesystem/view/source_tree.h"
#include "filesystem/view/status_directory.h"
#include "reader/recording_reader.h"

namespace mtscomp {

struct View {
  const SourceTree& tree;
  InodeTable& inodes;
  RecordingReader& reader;
  const StatusDirectory& status;
  ShownAttributes attributes = {};
  // How long the kernel may cache names and attributes, in seconds.
  double timeout = 10;
};

}  // namespace mtscomp
