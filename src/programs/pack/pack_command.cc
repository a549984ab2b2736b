// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/pack/pack_command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/log/log.h"
#include "base/memory/malloc_settings.h"
#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/writer/pack.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/progress.h"
#include "programs/cli/stop_on_signals.h"
#include "programs/pack/pack_settings.h"
#include "programs/pack/pack_tree_command.h"
#include "writer/choose_transform.h"

namespace mtscomp {
namespace {

// The defaults file, which mtscomp uses too; empty if HOME is not set.
std::string defaults_path() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : std::string(home) + "/.mtscomp";
}

Defaults load_defaults() {
  const std::string path = defaults_path();
  return path.empty() ? Defaults() : read_defaults(path);
}

// Saves the given parameters even if they are not sufficient for packing, as
// mtscomp does.
void save_defaults(const PackCommand& command) {
  const PackRequest& request = command.request;
  Defaults given;
  given.sample_rate = request.sample_rate;
  given.n_channels = request.n_channels;
  if (request.dtype) {
    given.dtype = parse_dtype(*request.dtype);
  }
  given.chunk_duration = request.chunk_duration;
  given.n_threads = command.encoding.n_threads;
  if (command.no_check) {
    given.check_after_compress = false;
  }
  if (request.transform) {
    given.set_transform(*request.transform);
  }
  write_defaults(defaults_path(), given);
}

// Reports a missing input before any missing parameter of it.
void require_input(const std::string& raw_path) {
  struct stat status = {};
  if (::stat(raw_path.c_str(), &status) != 0) {
    throw_errno(raw_path + ": cannot open");
  }
}

double ratio_of(const TransformEstimate& estimate) {
  return static_cast<double>(estimate.raw_size) /
         static_cast<double>(estimate.cbin_size);
}

void print_estimates(const std::vector<TransformEstimate>& estimates) {
  for (const TransformEstimate& estimate : estimates) {
    print(fmt::format("  {:<16} ratio {:.3f}\n",
                      serialize_transform(estimate.transform),
                      ratio_of(estimate)));
  }
}

void print_plan(const PackJob& job) {
  print(fmt::format("{}: {} channels of {}, {} Hz, {} bytes, to {} and {}\n",
                    escape_control(job.raw_path), job.layout.n_channels,
                    serialize_dtype(job.layout.dtype), job.sample_rate,
                    std::filesystem::file_size(job.raw_path),
                    escape_control(job.cbin_path),
                    escape_control(job.ch_path)));
}

// Prints which outputs exist already.
void print_existing(const PackJob& job, Existing existing) {
  for (const std::string& path : {job.cbin_path, job.ch_path}) {
    if (is_there(path)) {
      print(fmt::format("{}: already exists; {}\n", escape_control(path),
                        existing == Existing::kRefuse
                            ? "--overwrite replaces it"
                            : "would be replaced"));
    }
  }
}

void warn_of_sha1(const PackPlan& plan, const PackProgress& packed) {
  if (plan.recorded_sha1 && *plan.recorded_sha1 != packed.sha1_uncompressed) {
    spdlog::warn("{}: the SHA-1 is {}, but fileSHA1 in its .meta says {}",
                 plan.job.raw_path, packed.sha1_uncompressed,
                 *plan.recorded_sha1);
  }
}

void pack_planned(const PackPlan& plan, const PackOptions& options,
                  const PackCommand& command, const StopOnSignals& stop) {
  Progress progress(plan.job.raw_path, command.quiet);
  const PackProgress packed =
      pack(plan.job, options, stop.token(), [&](const PackProgress& now) {
        progress.update(now.raw_size, now.raw_done, now.cbin_size);
      });
  warn_of_sha1(plan, packed);
}

}  // namespace

int run_pack(const PackCommand& command) {
  return_large_blocks();  // Chunks are large blocks.
  LogOptions log;
  log.program = "mtscomp-pack";
  log.level = command.debug ? "debug" : "info";
  set_up_log(log);
  const bool is_tree = std::filesystem::is_directory(command.request.raw_path);
  if (command.set_default && !command.dry_run && !is_tree) {
    save_defaults(command);
    if (command.request.raw_path.empty()) {
      return kExitOk;
    }
  }
  require_input(command.request.raw_path);
  const Defaults defaults = load_defaults();
  const PackTreeOptions settings = resolve_settings(command, defaults, is_tree);
  if (is_tree) {
    return run_pack_tree(command, settings);
  }
  if (const std::string given = command.tree.given(); !given.empty()) {
    throw CommandLineError(
        fmt::format("{}: not a directory, but {} is for directories only",
                    command.request.raw_path, given));
  }
  PackPlan plan = plan_pack(settings.request, settings.defaults);
  for (const std::string& warning : plan.warnings) {
    spdlog::warn("{}", warning);
  }
  const StopOnSignals stop;
  try {
    if (settings.auto_transform || command.dry_run) {
      const std::vector<TransformEstimate> estimates =
          estimate_transforms(plan.job, settings.pack, stop.token());
      if (command.dry_run) {
        print_plan(plan.job);
        print_existing(plan.job, settings.pack.existing);
        print_estimates(estimates);
        return kExitOk;
      }
      plan.job.layout.transform = estimates.front().transform;
    }
    pack_planned(plan, settings.pack, command, stop);
  } catch (const Stopped&) {
    print_message("mtscomp-pack", "stopped; no output was written");
    return stop.exit_code();
  }
  return kExitOk;
}

}  // namespace mtscomp
