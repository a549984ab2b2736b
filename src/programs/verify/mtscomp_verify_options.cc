// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/verify/mtscomp_verify_options.h"

#include <CLI/CLI.hpp>

#include "mtscomp/base/error.h"
#include "programs/cli/archive_path.h"
#include "programs/cli/number_options.h"
#include "programs/cli/remote_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Verifies compressed recordings, and lists plain files that can be "
    "deleted.\n"
    "Never changes or deletes a file.";

constexpr const char* kFooter = R"(Examples:
  mtscomp-verify data.cbin
  mtscomp-verify --safe-to-delete /data > safe.txt)";

constexpr const char* kSpeedGroup = "Speed and memory";
constexpr const char* kSpecialGroup = "Special cases";

void define_common_options(CLI::App& app, VerifyCommand& command) {
  app.add_option("path", command.paths, "recordings or directories")
      ->required()
      ->type_name("");
  app.add_flag("--safe-to-delete", command.safe_to_delete,
               "list plain files that equal their pairs");
  app.add_flag("-0,--null", command.ends_with_zero,
               "end each listed path with a zero byte (xargs -0)");
  app.add_option("--raw-dir", command.raw_directory,
                 "find the plain files below DIR, with the same paths")
      ->type_name("DIR");
  app.add_flag("--quick", command.is_quick,
               "check headers, sizes and .meta only");
  app.add_flag("-q,--quiet", command.quiet, "print only problems");
  app.add_flag("--json", command.json,
               "print one line of JSON for each recording");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-verify"); },
      kVersionHelp);
}

void define_options(CLI::App& app, VerifyCommand& command, std::string& shard) {
  define_common_options(app, command);
  app.add_option("-p,--cpus", command.n_threads,
                 "number of decoding threads  [number of cores]")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.add_option("--max-rate", command.max_rate,
                 "read at most this many MB/s  [no limit]")
      ->check(above_zero())
      ->type_name("MB/S")
      ->group(kSpeedGroup);
  app.add_option("--shard", shard, "verify only share I of N; I is 0 to N-1")
      ->type_name("I/N")
      ->group(kSpecialGroup);
  app.add_flag("--allow-missing-sha1", command.allow_missing_sha1,
               "accept pairs without SHA-1s")
      ->group(kSpecialGroup);
  define_remote_options(app, command.remote);
  app.footer(kFooter);
}

void check(const VerifyCommand& command) {
  if (command.is_quick && command.safe_to_delete) {
    throw UsageError(
        "--quick reads no samples, but --safe-to-delete needs them");
  }
  if (command.raw_directory && command.paths.size() != 1) {
    throw UsageError("--raw-dir: allowed only with a single path");
  }
  for (const std::string& path : command.paths) {
    if (command.safe_to_delete || command.raw_directory) {
      refuse_address(path, "with --safe-to-delete or --raw-dir, the pair");
    }
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
