// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Validators for numbers, for CLI::Option::check().  They replace the
// validators of CLI11, whose messages print all digits of the largest double if
// there is no upper bound.
#pragma once

namespace CLI {
class Validator;
}

namespace mtscomp {

// Both validators accept finite numbers, including fractions.
CLI::Validator above_zero();
CLI::Validator zero_or_more();

}  // namespace mtscomp
