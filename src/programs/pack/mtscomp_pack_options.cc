// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/mtscomp_pack_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text/trim.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/dtype.h"
#include "programs/cli/archive_path.h"
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

constexpr const char* kFooter =
    R"(Without -n, -s or -d, the value comes from the SpikeGLX .meta or the Open Ephys
structure.oebin.  If both are missing, it comes from ~/.mtscomp (not for
directories).
In directories, complete pairs are skipped, and --overwrite replaces only
damaged pairs.  The exit status is 0 only if all recordings are packed without
a warning.

Examples:
  mtscomp-pack run_g0_t0.imec0.ap.bin
  mtscomp-pack data.bin -n 385 -s 30000 -d int16
  mtscomp-pack --dry-run /data)";

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

void define_common_options(CLI::App& app, PackCommand& command,
                           EncodingTexts& texts) {
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
  define_encoding_options(app, texts, "time/F");
  app.add_flag("-q,--quiet", command.quiet, "show no progress");
  app.add_flag("-v,--debug", command.debug, "print more details");
  app.set_version_flag(
      "-V,--version", [] { return version_text("mtscomp-pack"); },
      kVersionHelp);
}

void define_other_options(CLI::App& app, PackCommand& command) {
  define_threads_option(app, command.encoding, "encoding", kSpeedGroup);
  app.add_option("-c,--chunk", command.request.chunk_duration,
                 "length of a chunk, also a fraction  [1]")
      ->check(above_zero())
      ->type_name("SECONDS")
      ->group(kSpeedGroup);
  define_segments_option(app, command.encoding, kSpeedGroup);
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

void define_options(CLI::App& app, PackCommand& command, EncodingTexts& texts) {
  define_arguments(app, command);
  define_common_options(app, command, texts);
  define_tree_options(app, command.tree);
  define_other_options(app, command);
  app.footer(std::string(kEncodingHelp) + kFooter);
}

void check_dtype(const PackRequest& request) {
  if (request.dtype && !parse_dtype(*request.dtype)) {
    throw UsageError(fmt::format(
        "--dtype \"{}\": expected an integer or float type of 1 to 8 bytes",
        *request.dtype));
  }
}

void refuse_addresses(const PackCommand& command) {
  const PackRequest& request = command.request;
  refuse_address(request.raw_path, "the recording");
  refuse_address(request.cbin_path.value_or(""), "the output");
  refuse_address(request.ch_path.value_or(""), "the output");
}

void take_texts(const EncodingTexts& texts, PackCommand& command) {
  if (command.request.raw_path.empty() && !command.set_default) {
    throw UsageError("path is required: a recording or a directory");
  }
  refuse_addresses(command);
  // The shell may pass "-d int16" as one argument.  mtscomp strips the blank
  // too.
  if (command.request.dtype) {
    command.request.dtype = std::string(trim(*command.request.dtype));
  }
  check_dtype(command.request);
  take_encoding_texts(texts, command.encoding);
  command.request.transform = command.encoding.transform;
  take_tree_texts(command.tree);
  const EncodingSettings& encoding = command.encoding;
  if (command.compat && (encoding.level || encoding.auto_transform)) {
    throw UsageError(
        "--compat sets the level and the transform; leave out --level and "
        "--transform auto");
  }
  if (command.compat && encoding.n_segments) {
    throw UsageError("--compat writes no segments; leave out --segments");
  }
}

}  // namespace

PackCommand parse_pack_command(std::vector<std::string> arguments) {
  PackCommand command;
  EncodingTexts texts;
  CLI::App app(kDescription, "mtscomp-pack");
  define_options(app, command, texts);
  static_cast<ParseOutcome&>(command) =
      parse_options(app, spell_out_no_check(std::move(arguments)),
                    [&] { take_texts(texts, command); });
  return command;
}

}  // namespace mtscomp
