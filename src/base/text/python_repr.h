// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Formats doubles as Python does, so this project and mtscomp write the same
// bytes to a .ch.
#pragma once

#include <string>

namespace mtscomp {

// Returns the same text as CPython's repr(value).  The text has as few digits
// as possible, but enough digits to parse the same double from it.  Values
// below 1e-4 and values of 1e16 and more have an exponent ("30000.0", "1e-05",
// "1e+16", "-0.0", "inf", "nan").
std::string python_repr(double value);

}  // namespace mtscomp
