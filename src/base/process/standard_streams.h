// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Handles standard streams that are closed when a process starts.
#pragma once

namespace mtscomp {

// Opens /dev/null for each closed standard stream.  Without this, files that
// the process opens later would get the descriptor numbers of the standard
// streams.  Log lines would be written to these files, and leave_terminal()
// would replace their descriptors.
void open_missing_streams() noexcept;

}  // namespace mtscomp
