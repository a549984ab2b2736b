// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// libfuse's messages, in our log.
#pragma once

namespace mtscomp {

// From here on; calling it again changes nothing.
void log_for_fuse();

// Whether the log's level is trace, so that libfuse is to report its replies:
// "unique: 42, success, outsize: 131088", where 42 is the request's number.
bool logs_replies();

}  // namespace mtscomp
