// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks the names of the outputs of the programs.
//
// Programs find packed data by its suffix alone.  Packed data is therefore
// written only under names with these suffixes.  All other outputs must have
// other names.  With such a name, they could replace a pair, or be mistaken for
// a pair.
#pragma once

#include <string>

namespace mtscomp {

// Checks the names of a packed output.
// Throws: UsageError unless the suffix of the data file is in kCbinSuffixes and
// the suffix of the header is .ch.
void require_packed_names(const std::string& cbin_path,
                          const std::string& ch_path);

// Checks the name of an output that is a plain recording.
// Throws: UsageError if the name belongs to packed data, a header, a .meta or a
// backup, or if a .ch beside the file describes a file of this name;
// std::system_error.  Names in upper case are refused too, because some file
// systems ignore case.
void refuse_packed_name(const std::string& path);

// Checks the name of a log.  Logs are appended to existing files.  Checks the
// target of a symlink too.  Throws: as refuse_packed_name(), and UsageError for
// names of plain recordings.
void refuse_recording_name(const std::string& path);

}  // namespace mtscomp
