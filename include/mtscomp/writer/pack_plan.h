// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// plan_pack(): turns the user's request into a PackJob.  Parameters that the
// user did not give come from the recording, then from the defaults file.
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

// The user's request.  A member is empty if the user did not give it.
struct PackRequest {
  std::string raw_path;
  std::optional<std::string> cbin_path;
  std::optional<std::string> ch_path;
  // The three files, with their open directories.  They replace the paths
  // above, as in PackJob.
  std::optional<PackFiles> files = {};
  std::optional<std::string> dtype;
  std::optional<std::uint64_t> n_channels;
  std::optional<double> sample_rate;     // Hz.
  std::optional<double> chunk_duration;  // Seconds.
  std::optional<Transform> transform;
  bool force = false;  // The request overrides the recording's .meta.
  // Whether the request is for all recordings of a tree.  Only messages depend
  // on this.
  bool is_in_tree = false;
};

struct PackPlan {
  PackJob job;
  // SHA-1 of the plain file, if the acquisition system recorded it.
  std::optional<std::string> recorded_sha1;
  std::vector<std::string> warnings;
};

// Each parameter is taken from the first source that has it: the request, the
// recording's SpikeGLX .meta or Open Ephys structure.oebin, then `defaults`.
// The dtype and shape of an .npy are taken from its header.  The default output
// of X.bin is X.cbin.  The default .ch is beside the .cbin.
// Throws: UsageError if the recording has a suffix of packed data, if an output
// has a wrong suffix, if the request has no output and the suffix of the
// recording is not in kPlainSuffixes, if the recording is empty, if parameters
// are unknown, if a parameter differs from the .meta and `force` is not set, or
// if the recording ends with an incomplete sample and is smaller than its .meta
// says; FormatError; std::system_error.
PackPlan plan_pack(const PackRequest& request, const Defaults& defaults);

}  // namespace mtscomp
