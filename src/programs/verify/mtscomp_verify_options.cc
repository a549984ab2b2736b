// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/verify/mtscomp_verify_options.h"

#include <CLI/CLI.hpp>

#include "mtscomp/base/error.h"
#include "programs/cli/number_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Verifies compressed recordings, and lists plain files that could be\n"
    "deleted.  Reads only; deletes nothing.";

void define_options(CLI::App& app, VerifyCommand& command, std::string& shard) {
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscomp-verify"); });
  app.add_option("path", command.paths, "recordings, or trees of them")
      ->required()
      ->type_name("");
  app.add_flag("--quick", command.is_quick,
               "headers, sizes and .meta only; decode nothing");
  app.add_flag("--safe-to-delete", command.safe_to_delete,
               "print the plain files that were verified, byte for byte");
  app.add_flag("-0,--null", command.ends_with_zero,
               "end each path with a zero byte, for xargs -0");
  app.add_option("--raw-dir", command.raw_directory,
                 "the plain files lie there, in the same tree")
      ->type_name("DIR");
  app.add_flag("--allow-missing-sha1", command.allow_missing_sha1,
               "take a header without SHA-1s for right");
  app.add_option("--shard", shard, "only the i-th of n shares")
      ->type_name("I/N");
  app.add_option("--max-rate", command.max_rate, "bound on MB/s read  [none]")
      ->check(above_zero())
      ->type_name("MB/S");
  app.add_option("-p,--cpus", command.n_threads,
                 "decoding threads  [one for each core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  app.add_flag("--json", command.json, "one line of JSON for each recording");
  app.add_flag("-q,--quiet", command.quiet, "say nothing of what is right");
}

void check(const VerifyCommand& command) {
  if (command.is_quick && command.safe_to_delete) {
    throw UsageError(
        "--quick reads no samples, but --safe-to-delete needs them");
  }
  if (command.raw_directory && command.paths.size() != 1) {
    throw UsageError("--raw-dir: allowed only with a single path");
  }
}

}  // namespace

VerifyCommand parse_verify_command(std::vector<std::string> arguments) {
  VerifyCommand command;
  std::string shard;
  CLI::App app(kDescription, "mtscomp-verify");
  define_options(app, command, shard);
  static_cast<ParseOutcome&>(command) =
      parse_options(app, std::move(arguments), [&] {
        if (!shard.empty()) {
          command.shard = parse_shard(shard);
        }
        check(command);
      });
  return command;
}

}  // namespace mtscomp
