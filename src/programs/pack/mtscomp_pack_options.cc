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
    "Packs a plain recording into a .cbin and a .ch that every mtscomp reads.\n"
    "Each chunk is verified before it is written; the input is never touched.";

constexpr const char* kFooter = R"(
Where -n, -s and -d are left out, they come from the SpikeGLX .meta or the Open
Ephys structure.oebin of the recording, else from ~/.mtscomp.

Where the arguments are directories, every recording below them is packed that
is not packed already, whatever becomes of the others.  --overwrite replaces
pairs that are damaged, as far as header and sizes tell; with --verify-existing,
every byte is looked at.  Half a pair is never replaced.  --dry-run estimates
size and time, and the exit status is 0 only if all went well.

Levels (--level):
  fast      default: smaller than mtscomp's output, 20 times its speed
  balanced  1 to 3 % smaller than fast, at three quarters of its speed
  dense     as small as the slowest of libdeflate's, several times its speed
  zlib6     what mtscomp itself uses

Transforms (--transform):
  time/F    default, mtscomp's own: differences in time, channel after channel
  auto      measures all eight on excerpts and takes the smallest
  or one by name: time, channel, time+channel or none, then /F (channel after
  channel) or /C (sample after sample)
)";

// Option values as the user typed them, which CLI11 cannot convert.
struct Texts {
  std::string level;
  std::string transform;
};

void define_mtscomp_options(CLI::App& app, PackCommand& command) {
  PackRequest& request = command.request;
  app.add_option("path", request.raw_path,
                 "the recording: .bin, .dat, .npy; or a tree of them")
      ->type_name("");
  app.add_option("out", request.cbin_path, "the .cbin  [beside the recording]")
      ->type_name("");
  app.add_option("outmeta", request.ch_path, "the .ch  [beside the .cbin]")
      ->type_name("");
  app.add_option("-d,--dtype", request.dtype, "NumPy type of a value")
      ->type_name("DTYPE");
  app.add_option("-s,--sample-rate", request.sample_rate, "samples per second")
      ->check(above_zero())
      ->type_name("HZ");
  app.add_option("-n,--n-channels", request.n_channels, "number of channels")
      ->check(above_zero())
      ->type_name("N");
  app.add_option("-c,--chunk", request.chunk_duration,
                 "seconds in a chunk, fractions too  [1]")
      ->check(above_zero())
      ->type_name("SECONDS");
  app.add_option("-p,--cpus", command.n_threads,
                 "encoding threads  [one for each core]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  app.add_flag("--no-check", command.no_check,
               "-nc: do not verify each chunk by decoding it again");
  app.add_flag("-v,--debug", command.debug, "say more");
  app.add_flag("--set-default", command.set_default,
               "keep these parameters in ~/.mtscomp; the path may be left out");
}

void define_own_options(CLI::App& app, PackCommand& command, Texts& texts) {
  app.set_version_flag("-V,--version",
                       [] { return version_text("mtscomp-pack"); });
  app.add_option("--level", texts.level, "how hard to compress  [fast]")
      ->type_name("LEVEL");
  app.add_option("--transform", texts.transform,
                 "what to take differences of  [time/F]")
      ->type_name("NAME");
  app.add_flag("--compat", command.compat,
               "mtscomp's own bytes: level zlib6 and transform time/F");
  app.add_flag("--overwrite", command.overwrite,
               "replace an output that exists");
  app.add_flag("--force", command.request.force,
               "take -n, -s and -d even if the .meta says otherwise");
  app.add_flag("--allow-lossy-float", command.allow_lossy_float,
               "pack floats as mtscomp does, which rounds them");
  app.add_flag("--dry-run", command.dry_run,
               "measure, say what would be done, and pack nothing");
  app.add_flag("-q,--quiet", command.quiet, "show no progress");
  define_tree_options(app, command.tree);
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
}

}  // namespace

PackCommand parse_pack_command(std::vector<std::string> arguments) {
  PackCommand command;
  Texts texts;
  CLI::App app(kDescription, "mtscomp-pack");
  define_mtscomp_options(app, command);
  define_own_options(app, command, texts);
  static_cast<ParseOutcome&>(command) =
      parse_options(app, spell_out_no_check(std::move(arguments)),
                    [&] { take_texts(texts, command); });
  return command;
}

}  // namespace mtscomp
