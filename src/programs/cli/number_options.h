// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Validators for numbers, for CLI::Option::check().  CLI11's own validators
// without an upper bound print the largest double, with all its digits.
#pragma once

namespace CLI {
class Validator;
}

namespace mtscomp {

// Accept finite numbers, including fractions.
CLI::Validator above_zero();
CLI::Validator zero_or_more();

}  // namespace mtscomp
