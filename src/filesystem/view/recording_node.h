// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// From a pair that was found to the node that stands for its recording: which
// size, mode, times and inode number it is shown with.
#pragma once

#include <sys/stat.h>

#include <memory>

#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "source/local/source_directory.h"

namespace mtscomp {

// Whether the pair is shown as an .npy file.
bool is_array(const PairNames::Data& data);

// The two files of a pair, as they were found in `directory`.
struct PairStatus {
  const SourceDirectory& directory;
  const PairNames::Data& data;
  struct stat cbin = {};
  struct stat header = {};
  bool decides_by_mode = false;  // Else permission is asked of the source.
};

// Shows the pair as a whole plain file: readable by users who can read both
// files, writable by no user, as new as the newer of the two.
// Requires: part.summary is there.
std::shared_ptr<Node> make_recording_node(const PairStatus& pair,
                                          RecordingPart part);

// Shows a pair whose header cannot be read at the moment, as an empty file.
std::shared_ptr<Node> make_unreadable_node(const PairStatus& pair,
                                           RecordingPart part);

}  // namespace mtscomp
