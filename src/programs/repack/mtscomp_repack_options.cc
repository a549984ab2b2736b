// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/repack/mtscomp_repack_options.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "mtscomp/base/error.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Encodes pairs of .cbin and .ch again, with another level or transform.\n"
    "Needs no plain recording.  A pair is replaced only when the new one is\n"
    "complete and verified.";

constexpr const char* kTreeGroup = "Options for many pairs";
constexpr const char* kSpeedGroup = "Speed and memory";

constexpr const char* kFooter = R"(Levels (--level):
  fast      the default: smaller than mtscomp's output, over 10 times as fast
  balanced  1 to 3 % smaller than fast, at three quarters of its speed
  dense     as small as libdeflate's slowest level, several times as fast
  zlib6     the level of mtscomp

Transforms (--transform):
  auto      the smallest of all eight, measured on excerpts
  time/F    the default of mtscomp: differences in time
Or a name: time, channel, time+channel or none, then /F (channel after channel)
or /C (sample after sample).

Pairs without SHA-1 (such as chopped pairs), damaged pairs, and floats with
differences are never replaced.  A second run skips the pairs of the first one,
because repacking them would save nothing.  Pairs without segments get some,
except if their .cbin would become more than 0.2 % larger.

Examples:
  mtscomp-repack --dry-run --level dense --transform auto data.cbin
  mtscomp-repack --level dense --transform auto data.cbin
  mtscomp-repack --jobs 2 --max-rate 100 --log repack.jsonl /data)";

// Option values as the user typed them, which CLI11 cannot convert.
struct Texts {
  std::string level;
  std::string transform;
};

void define_common_options(CLI::App& app, RepackCommand& command,
                           Texts& texts) {
  constexpr double kMost = 100;  // Percent.
  app.add_option("path", command.paths, "pairs (.cbin) or directories")
      ->required()
      ->type_name("");
  app.add_option("--level", texts.level,
                 "how hard to compress; see below  [fast]")
      ->type_name("LEVEL");
  app.add_option("--transform", texts.transform,
                 "kind of differences; see below  [as the pair]")
      ->type_name("NAME");
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

void define_options(CLI::App& app, RepackCommand& command, Texts& texts) {
  define_common_options(app, command, texts);
  define_run_options(app, command.tree, kTreeGroup);
  define_priority_option(app, command.tree, kTreeGroup);
  app.add_option("-p,--cpus", command.n_threads,
                 "decoding and encoding threads  [number of cores]")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.add_option("--segments", command.n_segments,
                 "parts of a chunk that can be decoded alone; 1 is none  [up "
                 "to 8]")
      ->check(CLI::Range(1, 64).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.footer(kFooter);
}

void take_texts(const Texts& texts, RepackCommand& command) {
  if (!texts.level.empty()) {
    command.level = parse_deflate_level(texts.level);
  }
  command.auto_transform = texts.transform == "auto";
  if (!texts.transform.empty() && !command.auto_transform) {
    command.transform = parse_transform(texts.transform);
  }
  take_tree_texts(command.tree);
  if (command.tree.output_directory && command.paths.size() > 1) {
    throw UsageError(
        "--output-dir: allowed only with a single pair or directory");
  }
}

}  // namespace

RepackCommand parse_repack_command(std::vector<std::string> arguments) {
  RepackCommand command;
  Texts texts;
  CLI::App app(kDescription, "mtscomp-repack");
  define_options(app, command, texts);
  static_cast<ParseOutcome&>(command) = parse_options(
      app, std::move(arguments), [&] { take_texts(texts, command); });
  return command;
}

}  // namespace mtscomp
