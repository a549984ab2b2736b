// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the place of the pair of a recording: beside the recording, or in the
// mirrored tree.  Writes nothing, but may create missing directories.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/base/directory.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// In all functions, `output_directory` is the root of the mirrored tree.  If it
// is empty, pairs are beside their recordings.  `output` is the open root of
// the mirrored tree, if this directory exists.

// Returns the names and the directory of the pair.  The plain file and the
// .meta may be in another tree.
RecordingFiles place_pair(const RecordingFiles& files,
                          const std::string& output_directory,
                          const std::optional<Directory>& output);

// Opens the directory of the pair, and creates it if it is missing.  A dry run
// creates nothing: the result is then empty if the directory is missing.
// Throws: std::system_error.
std::optional<Directory> open_pair_directory(
    const RecordingFiles& files, const FileLocation& raw,
    const std::string& output_directory, const std::optional<Directory>& output,
    bool is_dry);

}  // namespace mtscomp
