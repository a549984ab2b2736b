// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Puts the two files of a new pair into place: both or neither.
//
// The .ch comes last, and its existence is the commit.  Where an older pair is
// replaced, its files are set aside first, the .ch before the .cbin: at no
// moment does a .ch stand beside a .cbin that it does not describe.  Whatever
// fails, they come back; after a kill, settle_replaced() brings them back.
#pragma once

#include <string>

#include "mtscomp/base/output_file.h"

namespace mtscomp {

// Both files are on the disk, with their names, when it returns.
// Requires: both are whole, and lie where files can be renamed to their paths.
// Throws: std::system_error, EEXIST for kRefuse; what was there is there again.
void publish_pair(OutputFile& cbin, OutputFile& ch, Existing existing);

// Ends what a killed writer on this host has begun: an older pair that he had
// set aside is put back, or removed if the new one is complete.  A file whose
// place was taken by another is neither.
// Throws: UsageError if a writer is at work, or an older file cannot be put
// back; std::system_error.
void settle_replaced(const std::string& cbin_path, const std::string& ch_path);

}  // namespace mtscomp
