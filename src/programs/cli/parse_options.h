// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs the parser of a CLI::App, for all programs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mtscomp {

// If exit_code has a value, the program prints the text and exits.  If
// exit_code is empty, the program continues.
struct ParseOutcome {
  std::optional<int> exit_code;
  std::string text;
};

// Parses `arguments` into the variables that belong to the options of `app`.
// Then calls take_texts, which checks further values and may throw UsageError.
// Wrong values of MTSCOMP_DECODER and of the limits in the environment are
// errors too.
// Requires: `arguments` must not include the program's name.  The program's
// name is app.get_name().
ParseOutcome parse_options(CLI::App& app, std::vector<std::string> arguments,
                           const std::function<void()>& take_texts);

}  // namespace mtscomp
