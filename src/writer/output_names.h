// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which names the output of a program may have.
//
// Programs find packed data by its suffix alone.  Packed data is therefore
// written under such names only, and no other output gets one: it would replace
// a pair, or pass for one.
#pragma once

#include <string>

namespace mtscomp {

// For outputs that are packed data.
// Throws: UsageError unless every program knows the suffix of the data file,
// and the header's is .ch.
void require_packed_names(const std::string& cbin_path,
                          const std::string& ch_path);

// For outputs that are plain recordings.
// Throws: UsageError if the name is one of packed data, a header or a .meta (in
// upper case too: some file systems do not tell the cases apart) or of an older
// file that was set aside, or if a data file of any suffix has the name and the
// .ch beside it describes it; std::system_error.
void refuse_packed_name(const std::string& path);

// For logs, which are appended to the file of that name.
// Throws: UsageError as above, and for names of plain recordings; the name that
// a symlink leads to counts too.
void refuse_recording_name(const std::string& path);

}  // namespace mtscomp
