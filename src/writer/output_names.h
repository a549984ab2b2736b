// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Checks the names of the outputs of the programs.
//
// Programs find packed data by its suffix alone.  Packed data is therefore
// written only under names with these suffixes, and no other output gets such a
// name: it could replace a pair, or be mistaken for one.
#pragma once

#include <string>

namespace mtscomp {

// For outputs that are packed data.
// Throws: UsageError unless the suffix of the data file is in kCbinSuffixes and
// that of the header is .ch.
void require_packed_names(const std::string& cbin_path,
                          const std::string& ch_path);

// For outputs that are plain recordings.
// Throws: UsageError if the name is one of packed data, a header, a .meta (in
// upper case too, because some file systems ignore case) or a backup, or if it
// is the name of a data file of any suffix that the .ch beside it describes;
// std::system_error.
void refuse_packed_name(const std::string& path);

// For logs, which are appended to an existing file.
// Checks the target of a symlink too.  Throws: as refuse_packed_name(), and
// UsageError for names of plain recordings.
void refuse_recording_name(const std::string& path);

}  // namespace mtscomp
