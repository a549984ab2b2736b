// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a writer on this host that was killed left of a pair, as it can be told
// from what somebody else put there.
#pragma once

#include "mtscomp/base/file_location.h"

namespace mtscomp {

// Whether he was killed between his two renames: there is the .cbin, no .ch,
// and the partial .ch that describes it, but no partial .cbin of the same
// writer. Requires: there is no .ch.  Throws: std::system_error.
bool was_killed_while_committing(const FileLocation& cbin,
                                 const FileLocation& ch);

// Whether the next writer clears up what is there: that, or an older pair that
// is set aside, which settle_replaced() brings back.
// Throws: std::system_error.
bool is_left_by_killed_writer(const FileLocation& cbin, const FileLocation& ch);

}  // namespace mtscomp
