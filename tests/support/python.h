// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs the system's Python (/usr/bin/python3), whose output ours must equal.
#pragma once

#include <string>
#include <string_view>

namespace mtscomp {

// Whether there is a Python that can import this module; otherwise the test is
// skipped.
bool has_python_module(const std::string& module);

// The output of the script, whose only argument is the name of a file with
// these bytes.
// Throws: std::runtime_error if it fails, std::system_error.
std::string run_python(std::string_view script, std::string_view input);

}  // namespace mtscomp
