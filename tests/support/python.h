// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The system's Python, which writes what ours must equal: /usr/bin/python3.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Whether there is a Python that can import this module; such tests are
// skipped where there is none.
bool has_python_module(const std::string& module);

// What the script prints, given the name of a file with these bytes as its
// only argument.
// Throws: std::runtime_error if it fails, std::system_error.
std::string run_python(std::string_view script, std::string_view input);

}  // namespace mtscomp
