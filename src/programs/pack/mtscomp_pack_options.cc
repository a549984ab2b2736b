// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/mtscomp_pack_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/dtype.h"
#include "programs/cli/command_line.h"
#include "programs/cli/number_options.h"
#include "programs/cli/version_text.h"

namespace mtscomp {
namespace {

constexpr const char* kDescription =
    "Packs a plain recording, or all recordings in directories, into pairs of\n"
    ".cbin and .ch, which every mtscomp can read.  The input is only read.";

constexpr const char* kSpeedGroup = "Speed and memory";
constexpr const char* kMtscompGroup = "In place of mtscomp";

constexpr const char* kFooter = R"(Levels (--level):
  fast      the default: smaller files than mtscomp, over 10 times as fast
  balanced  1 to 3 % smaller files than fast, at three quarters of the speed
  dense     usually the smallest files, at half the speed of fast
  zlib6     the level of mtscomp

Transforms (--transform):
  time/F    the default, as in mtscomp: differences in time
  auto      makes the smallest files: tries all eight on excerpts
Or a name: time, channel, time+channel or none, then /F (channel after channel)
or /C (sample after sample).

Without -n, -s or -d, the value comes from the SpikeGLX .meta or the Open Ephys
structure.oebin.  If both are missing, it comes from ~/.mtscomp (not for
directories).
In directories, complete pairs are skipped, and --overwrite replaces only
damaged pairs.  The exit status is 0 only if all recordings are packed without
a warning.

Examples:
  mtscomp-pack run_g0_t0.imec0.ap.bin
  mtscomp-pack data.bin -n 385 -s 30000 -d int16
  mtscomp-pack --dry-run /data)";

// Option values as the user typed them, which CLI11 cannot convert.
struct Texts {
  std::string level;
  std::string transform;
};

void define_arguments(CLI::App& app, PackCommand& command) {
  PackRequest& request = command.request;
  app.add_option("path", request.raw_path,
                 "recording (.bin, .dat, .raw, .npy) or directory")
      ->type_name("");
  app.add_option("out", request.cbin_path,
                 "output .cbin  [beside the recording]")
      ->type_name("");
  app.add_option("outmeta", request.ch_path, "output .ch  [beside the .cbin]")
      ->type_name("");
  define_more_trees(app, command.tree);
}

void define_common_options(CLI::App& app, PackCommand& command, Texts& texts) {
  PackRequest& request = command.request;
  app.add_option("-n,--n-channels", request.n_channels, "number of channels")
      ->check(above_zero())
      ->type_name("N");
  app.add_option("-s,--sample-rate", request.sample_rate, "samples per second")
      ->check(above_zero())
      ->type_name("HZ");
  app.add_option("-d,--dtype", request.dtype, "NumPy type, such as int16")
      ->type_name("DTYPE");
  app.add_flag("--force", request.force,
               "use -n, -s and -d even if the .meta disagrees");
  app.add_flag("--dry-run", command.dry_run,
               "estimate the packed size; pack nothing");
  app.add_flag("--overwrite", command.overwrite, "replace an existing output");
  app.add_option("--level", texts.level,
                 "how hard to compress; see below  [fast]")
      ->type_name("LEVEL");
  app.add_option("--transform", texts.transform,
                 "differences and order; see below  [time/F]")
      ->type_name("NAME");
  app.add_flag("-q,--quiet", command.quiet, "show no progress");
  app.add_flag("-v,--debug", command.debug, "print more details");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-pack"); },
      kVersionHelp);
}

void define_other_options(CLI::App& app, PackCommand& command) {
  app.add_option("-p,--cpus", command.n_threads,
                 "number of encoding threads  [number of cores]")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.add_option("-c,--chunk", command.request.chunk_duration,
                 "length of a chunk, also a fraction  [1]")
      ->check(above_zero())
      ->type_name("SECONDS")
      ->group(kSpeedGroup);
  app.add_option("--segments", command.n_segments,
                 "parts of a chunk that can be decoded alone; 1 is none  [up "
                 "to 8]")
      ->check(CLI::Range(1, 64).description(""))
      ->type_name("N")
      ->group(kSpeedGroup);
  app.add_flag("--no-check", command.no_check,
               "do not verify each chunk after encoding (also -nc)")
      ->group(kSpeedGroup);
  app.add_flag("--compat", command.compat,
               "write mtscomp's bytes: level zlib6, transform time/F, no "
               "segments")
      ->group(kMtscompGroup);
  app.add_flag("--allow-lossy-float", command.allow_lossy_float,
               "pack floats as mtscomp does, with rounding")
      ->group(kMtscompGroup);
  app.add_flag("--set-default", command.set_default,
               "save the parameters in ~/.mtscomp")
      ->group(kMtscompGroup);
}

void define_options(CLI::App& app, PackCommand& command, Texts& texts) {
  define_arguments(app, command);
  define_common_options(app, command, texts);
  define_tree_options(app, command.tree);
  define_other_options(app, command);
  app.footer(kFooter);
}

void check_dtype(const PackRequest& request) {
  if (request.dtype && !parse_dtype(*request.dtype)) {
    throw UsageError(fmt::format(
        "--dtype \"{}\": expected an integer or float type of 1 to 8 bytes",
        *request.dtype));
  }
}

void take_texts(const Texts& texts, PackCommand& command) {
  if (command.request.raw_path.empty() && !command.set_default) {
    throw UsageError("path is required: a recording or a directory");
  }
  // The shell may pass "-d int16" as one argument.  mtscomp strips the blank
  // too.
  if (command.request.dtype) {
    command.request.dtype = std::string(trim(*command.request.dtype));
  }
  check_dtype(command.request);
  if (!texts.level.empty()) {
    command.level = parse_deflate_level(texts.level);
  }
  take_tree_texts(command.tree);
  command.auto_transform = texts.transform == "auto";
  if (!texts.transform.empty() && !command.auto_transform) {
    command.request.transform = parse_transform(texts.transform);
  }
  if (command.compat && (command.level || command.auto_transform)) {
    throw UsageError(
        "--compat sets the level and the transform; leave out --level and "
        "--transform auto");
  }
  if (command.compat && command.n_segments) {
    throw UsageError("--compat writes no segments; leave out --segments");
  }
}

}  // namespace

PackCommand parse_pack_command(std::vector<std::string> arguments) {
  PackCommand command;
  Texts texts;
  CLI::App app(kDescription, "mtscomp-pack");
  define_options(app, command, texts);
  static_cast<ParseOutcome&>(command) =
      parse_options(app, spell_out_no_check(std::move(arguments)),
                    [&] { take_texts(texts, command); });
  return command;
}

}  // namespace mtscomp
