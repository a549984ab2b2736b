// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/mtscomp_info_options.h"

#include <CLI/CLI.hpp>

#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Describes compressed recordings, by their headers, and trees: what is\n"
    "packed, what is not, and what that saves.";

}  // namespace

InfoCommand parse_info_command(std::vector<std::string> arguments) {
  InfoCommand command;
  CLI::App app(kDescription, "mtscomp-info");
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscomp-info"); });
  app.add_option("path", command.paths, "recordings, or trees of them")
      ->required()
      ->type_name("");
  app.add_flag("--json", command.json, "one line of JSON for each recording");
  static_cast<ParseOutcome&>(command) =
      parse_options(app, std::move(arguments), [] {});
  return command;
}

}  // namespace mtscomp
