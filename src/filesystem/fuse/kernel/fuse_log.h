// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What libfuse has to say, in our log.
#pragma once

namespace mtscomp {

// From here on; calling it again changes nothing.
void log_for_fuse();

}  // namespace mtscomp
