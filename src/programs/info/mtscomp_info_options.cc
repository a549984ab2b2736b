// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/mtscomp_info_options.h"

#include <CLI/CLI.hpp>

#include "programs/cli/command_line.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Describes compressed recordings, by their headers, and trees: what is\n"
    "packed, what is not, and what that saves.";

}  // namespace

InfoCommand parse_info_command(std::vector<std::string> arguments) {
  InfoCommand command;
  bool ignored = false;
  std::string ignored_value;
  CLI::App app(kDescription, "mtscomp-info");
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscomp-info"); });
  app.add_option("path", command.paths,
                 "recordings, or trees of them; or one .cbin and its .ch")
      ->required()
      ->type_name("");
  app.add_flag("--json", command.json, "one line of JSON for each recording");
  // mtsdesc accepts these options and ignores them too.
  app.add_flag("-v,--debug", ignored)->group("");
  app.add_flag("--no-check", ignored)->group("");
  app.add_flag("-f,--overwrite", ignored)->group("");
  app.add_option("-p,--cpus", ignored_value)->group("");
  app.add_option("-o,--out", ignored_value)->expected(0, 1)->group("");
  static_cast<ParseOutcome&>(command) =
      parse_options(app, spell_out_no_check(std::move(arguments)), [] {});
  return command;
}

}  // namespace mtscomp
