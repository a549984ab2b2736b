// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The standard streams of a process that was started without some of them.
#pragma once

namespace mtscomp {

// Makes /dev/null of those that are closed: else what is opened next would have
// their numbers, be written to as the log, and be replaced when the process
// leaves its terminal.
void open_missing_streams() noexcept;

}  // namespace mtscomp
