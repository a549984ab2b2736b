// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes libfuse's messages to the log of this program.
#pragma once

namespace mtscomp {

// Redirects libfuse's messages.  Further calls have no effect.
void log_for_fuse();

// Returns true if the log level is trace.  At this level, libfuse also logs its
// replies, such as "unique: 42, success, outsize: 131088".  42 is the number of
// the request.
bool logs_replies();

}  // namespace mtscomp
