// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where the pair of a recording is, or will be: beside the recording, or in the
// tree that mirrors its tree.  Nothing is written except missing directories.
#pragma once

#include <optional>

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/base/directory.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Names and directory of the pair.  Its plain file and .meta may be in another
// tree.  `output` is options.output_directory, if it exists.
RecordingFiles place_pair(const RecordingFiles& files,
                          const PackTreeOptions& options,
                          const std::optional<Directory>& output);

// The directory of the pair, which is created if it is missing.
// Throws: std::system_error.
Directory make_pair_directory(const RecordingFiles& files,
                              const FileLocation& raw,
                              const PackTreeOptions& options,
                              const std::optional<Directory>& output);

// The directory of the pair; nothing if it is missing.
// Throws: std::system_error.
std::optional<Directory> find_pair_directory(
    const RecordingFiles& files, const FileLocation& raw,
    const PackTreeOptions& options, const std::optional<Directory>& output);

}  // namespace mtscomp
