// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where the pair of a recording is, or will be: beside the recording, or in the
// tree that mirrors its tree.  Nothing is written except missing directories.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/directory.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// In all functions, the tree is mirrored in `output_directory`; if that is
// empty, pairs are beside their recordings.  `output` is that directory, if it
// exists.

// Names and directory of the pair.  Its plain file and .meta may be in another
// tree.
RecordingFiles place_pair(const RecordingFiles& files,
                          const std::string& output_directory,
                          const std::optional<Directory>& output);

// The directory of the pair, which is created if it is missing.
// Throws: std::system_error.
Directory make_pair_directory(const RecordingFiles& files,
                              const FileLocation& raw,
                              const std::string& output_directory,
                              const std::optional<Directory>& output);

// The directory of the pair; nothing if it is missing.
// Throws: std::system_error.
std::optional<Directory> find_pair_directory(
    const RecordingFiles& files, const FileLocation& raw,
    const std::string& output_directory,
    const std::optional<Directory>& output);

}  // namespace mtscomp
