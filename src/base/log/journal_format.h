// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Log lines for systemd's journal, which reads a line's level from a number in
// front of it (sd-daemon(3)) and knows time and program by itself.
#pragma once

#include <spdlog/formatter.h>

#include <memory>

namespace mtscomp {

// Whether standard error goes to the journal, as systemd says it does.
bool is_stderr_journal();

// "<4>text" for a warning, and so on.
std::unique_ptr<spdlog::formatter> make_journal_formatter();

}  // namespace mtscomp
