// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/repack/mtscomp_repack_options.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "mtscomp/base/error.h"
#include "programs/cli/archive_path.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Encodes pairs of .cbin and .ch again, with another level or transform.\n"
    "Needs no plain recording.  A pair is replaced only when the new one is\n"
    "complete and verified.";

constexpr const char* kTreeGroup = "Options for many pairs";
constexpr const char* kSpeedGroup = "Speed and memory";

constexpr const char* kFooter =
    R"(Pairs without SHA-1 (such as chopped pairs), damaged pairs, and floats with
differences are never replaced.  A second run skips the pairs of the first one,
because repacking them would save nothing.  Pairs without segments get some,
except if their .cbin would become more than 0.2 % larger.

Examples:
  mtscomp-repack --dry-run --level dense --transform auto data.cbin
  mtscomp-repack --level dense --transform auto data.cbin
  mtscomp-repack --jobs 2 --max-rate 100 --log repack.jsonl /data)";

void define_common_options(CLI::App& app, RepackCommand& command,
                           EncodingTexts& texts) {
  constexpr double kMost = 100;  // Percent.
  app.add_option("path", command.paths, "pairs (.cbin) or directories")
      ->required()
      ->type_name("");
  define_encoding_options(app, texts, "as the pair");
  app.add_option("--min-gain", command.min_gain,
                 "skip pairs that would save less than this  [0.5]")
      ->check(CLI::Range(-kMost, kMost).description(""))
      ->type_name("PERCENT");
  app.add_option("--output-dir", command.tree.output_directory,
                 "write the new pairs below DIR, and keep the old ones")
      ->type_name("DIR");
  app.add_flag("--dry-run", command.dry_run,
               "estimate the new sizes; write nothing");
  app.add_flag("-q,--quiet", command.quiet, "show no progress");
  app.add_flag("-v,--debug", command.debug, "print more details");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-repack"); },
      kVersionHelp);
}

void define_options(CLI::App& app, RepackCommand& command,
                    EncodingTexts& texts) {
  define_common_options(app, command, texts);
  define_run_options(app, command.tree, kTreeGroup);
  define_priority_option(app, command.tree, kTreeGroup);
  define_threads_option(app, command.encoding, "decoding and encoding",
                        kSpeedGroup);
  define_segments_option(app, command.encoding, kSpeedGroup);
  app.footer(std::string(kEncodingHelp) + kFooter);
}

void take_texts(const EncodingTexts& texts, RepackCommand& command) {
  take_encoding_texts(texts, command.encoding);
  take_tree_texts(command.tree);
  if (command.tree.output_directory && command.paths.size() > 1) {
    throw UsageError(
        "--output-dir: allowed only with a single pair or directory");
  }
  for (const std::string& path : command.paths) {
    refuse_address(path, "the pair");
  }
}

}  // namespace

RepackCommand parse_repack_command(std::vector<std::string> arguments) {
  RepackCommand command;
  EncodingTexts texts;
  CLI::App app(kDescription, "mtscomp-repack");
  define_options(app, command, texts);
  static_cast<ParseOutcome&>(command) = parse_options(
      app, std::move(arguments), [&] { take_texts(texts, command); });
  return command;
}

}  // namespace mtscomp
