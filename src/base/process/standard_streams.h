// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Standard streams that are closed when a process starts.
#pragma once

namespace mtscomp {

// Opens /dev/null for each closed standard stream.  Otherwise, files that the
// process opens later would get these descriptor numbers.  The log would be
// written to them, and leave_terminal() would replace them.
void open_missing_streams() noexcept;

}  // namespace mtscomp
