// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/pack_checks.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"
#include "writer/output_names.h"

namespace mtscomp {
namespace {

void check_is_not_input(const std::string& output, const PackJob& job) {
  std::error_code error;
  if (output == job.raw_path ||
      std::filesystem::equivalent(job.raw_path, output, error)) {
    throw UsageError(fmt::format("{}: the output is the input", output));
  }
}

}  // namespace

void check_outputs(const PackJob& job) {
  check_is_not_input(job.cbin_path, job);
  check_is_not_input(job.ch_path, job);
  require_packed_names(job.cbin_path, job.ch_path);
}

void check_figures(const PackJob& job) {
  const HeaderLimits limits = chosen_limits();
  if (job.layout.n_channels == 0 ||
      job.layout.n_channels > limits.max_channels) {
    throw UsageError(
        fmt::format("{}: number of channels: expected 1 to {}, found {}",
                    job.raw_path, limits.max_channels, job.layout.n_channels));
  }
  if (!(job.sample_rate > 0)) {
    throw UsageError(
        fmt::format("{}: sample rate: expected a number above 0 Hz, found {}",
                    job.raw_path, job.sample_rate));
  }
  const double chunk_size = job.chunk_duration * job.sample_rate *
                            static_cast<double>(job.layout.sample_size());
  if (chunk_size > static_cast<double>(limits.max_chunk_size)) {
    throw UsageError(fmt::format(
        "{}: chunks of {:.0f} bytes exceed the limit of {}; use shorter chunks "
        "(-c){}",
        job.raw_path, chunk_size, limits.max_chunk_size,
        how_to_raise("max_chunk_size")));
  }
}

void check_obstacles(const PackJob& job, const PackOptions& options) {
  const std::string obstacle = find_obstacle(job.layout, options);
  if (!obstacle.empty()) {
    throw UsageError(fmt::format("{}: {}", job.raw_path, obstacle));
  }
}

}  // namespace mtscomp
