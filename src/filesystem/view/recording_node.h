// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes the node of a pair: size, mode, times and inode number that the
// recording is shown with.
#pragma once

#include <sys/stat.h>

#include <memory>

#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "source/local/source_directory.h"

namespace mtscomp {

// Whether the pair is shown as an .npy file.
bool is_array(const PairNames::Data& data);

// Status of the two files of a pair in `directory`.
struct PairStatus {
  const SourceDirectory& directory;
  const PairNames::Data& data;
  struct stat cbin = {};
  struct stat header = {};
  bool decides_by_mode = false;  // Else the source checks access.
};

// Shows the pair as one plain file: readable by users who can read both files,
// never writable, with the later time of the two.
// Requires: part.summary is set.
std::shared_ptr<Node> make_recording_node(const PairStatus& pair,
                                          RecordingPart part);

// Shows a pair whose header cannot be read at the moment, as an empty file.
std::shared_ptr<Node> make_unreadable_node(const PairStatus& pair,
                                           RecordingPart part);

}  // namespace mtscomp
