// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Doubles as Python writes them: a .ch that we write is then, byte for byte,
// the one that mtscomp would have written.
#pragma once

#include <string>

namespace mtscomp {

// What CPython's repr(value) gives: the fewest digits that read back as the
// same double, with an exponent below 1e-4 and from 1e16 on ("30000.0",
// "1e-05", "1e+16", "-0.0", "inf", "nan").
std::string python_repr(double value);

}  // namespace mtscomp
