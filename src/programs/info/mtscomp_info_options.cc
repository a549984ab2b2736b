// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/info/mtscomp_info_options.h"

#include <CLI/CLI.hpp>

#include "programs/cli/command_line.h"
#include "programs/cli/remote_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Describes compressed recordings by their headers.  For a directory, "
    "lists\n"
    "packed and plain recordings and the space that packing saves.";

constexpr const char* kFooter = R"(Examples:
  mtscomp-info data.cbin
  mtscomp-info /data
  mtscomp-info s3://bucket/data)";

}  // namespace

InfoCommand parse_info_command(std::vector<std::string> arguments) {
  InfoCommand command;
  bool ignored = false;
  std::string ignored_value;
  CLI::App app(kDescription, "mtscomp-info");
  app.add_option("path", command.paths,
                 "recordings or directories; or one .cbin and its .ch")
      ->required()
      ->type_name("");
  app.add_flag("--json", command.json,
               "print one line of JSON for each recording");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-info"); },
      kVersionHelp);
  define_remote_options(app, command.remote);
  app.footer(kFooter);
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
