// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Format of log lines for systemd's journal.  The journal reads the level of a
// line from a number at its start (sd-daemon(3)) and adds time and program.
#pragma once

#include <spdlog/formatter.h>

#include <memory>

namespace mtscomp {

// Returns true if standard error is connected to the journal, according to
// systemd.
bool is_stderr_journal();

// Returns a formatter that writes a warning as "<4>text".  For other levels, it
// writes the number of the level.
std::unique_ptr<spdlog::formatter> make_journal_formatter();

}  // namespace mtscomp
