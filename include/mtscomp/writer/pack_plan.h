// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a person asked for -> a PackJob: the parameters that they left out come
// from the recording itself, then from the defaults file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/export.h"
#include "mtscomp/format/transform.h"
#include "mtscomp/metadata/defaults_file.h"
#include "mtscomp/writer/pack.h"

namespace MTSCOMP_API mtscomp {

// Absent means that nothing was said.
struct PackRequest {
  std::string raw_path;
  std::optional<std::string> cbin_path;
  std::optional<std::string> ch_path;
  // Instead of the three paths, as in PackJob.
  std::optional<PackFiles> files = {};
  std::optional<std::string> dtype;
  std::optional<std::uint64_t> n_channels;
  std::optional<double> sample_rate;     // Hz.
  std::optional<double> chunk_duration;  // Seconds.
  std::optional<Transform> transform;
  bool force = false;  // The request wins over the recording's .meta.
};

struct PackPlan {
  PackJob job;
  // SHA-1 of the file as the acquisition system wrote it, where it says so.
  std::optional<std::string> recorded_sha1;
  std::vector<std::string> warnings;
};

// Parameters come from the request, else from the SpikeGLX .meta or Open Ephys
// structure.oebin of the recording, else from `defaults`; those of an .npy
// from its header.  Output paths, where absent: X.bin -> X.cbin, and the .ch
// beside the .cbin.
// Throws: UsageError for a recording that has the name of packed data, an
// output that has not, an absent output of a recording with another suffix than
// kPlainSuffixes, a parameter that nothing gives, and one that contradicts the
// .meta without `force`; FormatError; std::system_error.
PackPlan plan_pack(const PackRequest& request, const Defaults& defaults);

}  // namespace mtscomp
