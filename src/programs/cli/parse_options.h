// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What the option files have in common: from a defined CLI::App to an outcome.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mtscomp {

// Whether the program goes on (no exit code), or prints the text and exits.
struct ParseOutcome {
  std::optional<int> exit_code;
  std::string text;
};

// Parses into what the options of `app` are bound to, then calls take_texts,
// which may throw UsageError for values that the options alone cannot refuse.
// The environment is refused in the same way, where MTSCOMP_DECODER or
// a limit is wrong.
// `arguments` without the program's name, which is app.get_name().
ParseOutcome parse_options(CLI::App& app, std::vector<std::string> arguments,
                           const std::function<void()>& take_texts);

}  // namespace mtscomp
