// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Formats doubles as Python does, so a .ch of this project is byte for byte the
// same as that of mtscomp.
#pragma once

#include <string>

namespace mtscomp {

// Same text as CPython's repr(value): the fewest digits that are read back as
// the same double, with an exponent below 1e-4 and from 1e16 on ("30000.0",
// "1e-05", "1e+16", "-0.0", "inf", "nan").
std::string python_repr(double value);

}  // namespace mtscomp
