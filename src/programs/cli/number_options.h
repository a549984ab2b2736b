// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which numbers an option takes, for CLI::Option::check().  Those of CLI11
// without an upper bound name the largest of all numbers, digit by digit.
#pragma once

namespace CLI {
class Validator;
}

namespace mtscomp {

// Finite ones, fractions too.
CLI::Validator above_zero();
CLI::Validator zero_or_more();

}  // namespace mtscomp
