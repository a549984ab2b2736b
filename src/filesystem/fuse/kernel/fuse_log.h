// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Sends libfuse's messages to our log.
#pragma once

namespace mtscomp {

// Takes effect at once.  Further calls change nothing.
void log_for_fuse();

// Whether the log level is trace.  libfuse then logs its replies too, such as
// "unique: 42, success, outsize: 131088", with 42 as the request's number.
bool logs_replies();

}  // namespace mtscomp
