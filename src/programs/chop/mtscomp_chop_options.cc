// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/chop/mtscomp_chop_options.h"

#include <CLI/CLI.hpp>

#include "programs/cli/archive_path.h"
#include "programs/cli/command_line.h"
#include "programs/cli/number_options.h"
#include "programs/cli/remote_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Copies the first chunks of a compressed recording into a new pair, "
    "without\n"
    "decoding them.";

constexpr const char* kMtschopGroup = "In place of mtschop";

constexpr const char* kFooter = R"(Example:
  mtscomp-chop data.cbin -n 10 -o start.cbin)";

// Accepts --n_chunks, the spelling of mtschop.
std::vector<std::string> spell_with_hyphens(
    std::vector<std::string> arguments) {
  constexpr std::string_view kTheirs = "--n_chunks";
  for (std::string& argument : arguments) {
    if (argument.starts_with(kTheirs)) {
      argument.replace(0, kTheirs.size(), "--n-chunks");
    }
  }
  return arguments;
}

}  // namespace

ChopCommand parse_chop_command(std::vector<std::string> arguments) {
  ChopCommand command;
  bool ignored = false;
  std::size_t n_ignored = 0;
  CLI::App app(kDescription, "mtscomp-chop");
  app.add_option("cdata", command.cbin_path, "the .cbin")
      ->required()
      ->type_name("");
  app.add_option("cmeta", command.ch_path, "the .ch  [beside the .cbin]")
      ->type_name("");
  app.add_option("-n,--n-chunks", command.n_chunks, "number of chunks")
      ->required()
      ->check(above_zero())
      ->type_name("N");
  app.add_option("-o,--out", command.out_path, "the new .cbin")
      ->required()
      ->type_name("FILE");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-chop"); },
      kVersionHelp);
  // mtschop accepts these options and ignores them too.
  app.add_flag("--no-check", ignored, "no effect (also -nc)")
      ->group(kMtschopGroup);
  app.add_flag("-v,--debug", ignored, "no effect")->group(kMtschopGroup);
  app.add_option("-p,--cpus", n_ignored, "no effect")
      ->type_name("N")
      ->group(kMtschopGroup);
  define_remote_options(app, command.remote);
  app.footer(kFooter);
  static_cast<ParseOutcome&>(command) = parse_options(
      app, spell_with_hyphens(spell_out_no_check(std::move(arguments))),
      [&] { refuse_address(command.out_path, "the output"); });
  return command;
}

}  // namespace mtscomp
