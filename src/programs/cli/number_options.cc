// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/number_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <string>

namespace mtscomp {
namespace {

CLI::Validator check_number(bool (*is_right)(double), const char* expected) {
  // The description is empty, because --help would show it.
  return {[is_right, expected](const std::string& text) -> std::string {
            double number = 0;
            return CLI::detail::lexical_cast(text, number) &&
                           std::isfinite(number) && is_right(number)
                       ? ""
                       : fmt::format("expected {}, found \"{}\"", expected,
                                     text);
          },
          ""};
}

}  // namespace

CLI::Validator above_zero() {
  return check_number([](double number) { return number > 0; },
                      "a number above 0");
}

CLI::Validator zero_or_more() {
  return check_number([](double number) { return number >= 0; },
                      "a number, 0 or more");
}

}  // namespace mtscomp
