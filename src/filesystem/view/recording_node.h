// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes the node of a pair, with the size, mode, times and inode number that
// the view shows.
#pragma once

#include <sys/stat.h>

#include <memory>

#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "source/source_directory.h"

namespace mtscomp {

// Returns true if the pair is shown as an .npy file.
bool is_array(const PairNames::Data& data);

// Status of the two files of a pair in `directory`.
struct PairStatus {
  const SourceDirectory& directory;
  const PairNames::Data& data;
  struct stat cbin = {};
  struct stat header = {};
  // Whether the kernel checks access with the shown mode only.  If false,
  // access to the source files is checked too.
  bool decides_by_mode = false;
};

// Makes the node that shows a pair as one plain file.  Only users who can read
// both files of the pair can read the plain file.  The plain file is never
// writable.  Each of its times is the later time of the two files.
// Requires: part.summary must not be null.
std::shared_ptr<Node> make_recording_node(const PairStatus& pair,
                                          RecordingPart part);

// Makes the node that shows an empty file, because the header of the pair
// cannot be read at the moment.
std::shared_ptr<Node> make_unreadable_node(const PairStatus& pair,
                                           RecordingPart part);

}  // namespace mtscomp
