// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs the parser of a CLI::App, for the option files of all programs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mtscomp {

// If exit_code is empty, the program continues.  Otherwise it prints the text
// and exits.
struct ParseOutcome {
  std::optional<int> exit_code;
  std::string text;
};

// Parses into the variables of the options of `app`, then calls take_texts,
// which checks further values and may throw UsageError.  Wrong values of
// MTSCOMP_DECODER and of the limits in the environment are errors too.
// `arguments` do not include the program's name, which is app.get_name().
ParseOutcome parse_options(CLI::App& app, std::vector<std::string> arguments,
                           const std::function<void()>& take_texts);

}  // namespace mtscomp
