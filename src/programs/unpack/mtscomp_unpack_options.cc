// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/unpack/mtscomp_unpack_options.h"

#include <CLI/CLI.hpp>

#include "programs/cli/archive_path.h"
#include "programs/cli/command_line.h"
#include "programs/cli/remote_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Unpacks a .cbin and its .ch into the plain recording.";

constexpr const char* kFooter = R"(Examples:
  mtscomp-unpack data.cbin
  mtscomp-unpack data.cbin -o /scratch/data.bin)";

constexpr const char* kSpeedGroup = "Speed and memory";

void define_options(CLI::App& app, UnpackCommand& command) {
  app.add_option("cdata", command.cbin_path, "the .cbin")
      ->required()
      ->type_name("");
  app.add_option("cmeta", command.ch_path, "the .ch  [beside the .cbin]")
      ->type_name("");
  app.add_option("-o,--out", command.raw_path,
                 "output, - for stdout  [X.cbin gives X.bin]")
      ->type_name("FILE")
      ->expected(0, 1);  // mtsdecomp accepts it without a value too.
  app.add_flag("-f,--overwrite", command.overwrite,
               "replace an existing output");
  app.add_flag("-q,--quiet", command.quiet, "show no progress");
  app.add_flag("-v,--debug", command.debug, "print more details");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-unpack"); },
      kVersionHelp);
  app.add_option("-p,--cpus", command.n_threads,
                 "number of decoding threads  [number of cores]")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.add_flag("--no-check", command.no_check,
               "do not compare with the header's SHA-1 (also -nc)")
      ->group(kSpeedGroup);
  define_remote_options(app, command.remote);
  app.footer(kFooter);
}

}  // namespace

UnpackCommand parse_unpack_command(std::vector<std::string> arguments) {
  UnpackCommand command;
  CLI::App app(kDescription, "mtscomp-unpack");
  define_options(app, command);
  static_cast<ParseOutcome&>(command) =
      parse_options(app, spell_out_no_check(std::move(arguments)), [&] {
        if (command.raw_path && command.raw_path->empty()) {
          command.raw_path.reset();
        }
        refuse_address(command.raw_path.value_or(""), "the output");
      });
  return command;
}

}  // namespace mtscomp
