// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses a .meta file, which SpikeGLX writes beside each recording: one
// `key=value` per line.
//
// Only the few keys that describe the .bin are read.  Other lines may contain
// anything: values with `=`, keys with `~`, tables of thousands of characters,
// bytes that are not UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

struct SpikeGlxMeta {
  std::string type;              // typeThis: "imec", "nidq", "obx"; or empty.
  std::uint64_t n_channels = 0;  // nSavedChans.
  double sample_rate = 0;        // Hz: imSampRate, niSampRate or obSampRate.
  // These two fields are only compared with the .bin.  If one is malformed, it
  // is empty, and `warnings` has the reason.
  std::optional<std::uint64_t> file_size;  // Bytes: fileSizeBytes.
  // fileSHA1, 40 lower-case digits; SpikeGLX writes 0 if it computed none.
  std::optional<std::string> file_sha1;
  std::vector<std::string> warnings;
};

// typeThis selects one of the three rates.  If it is missing or unknown,
// exactly one rate must be present.  `name` is the file, for messages.
// Throws: FormatError, which names the file and the key, if the type, count or
// rate is malformed, missing, or given twice with different values; FormatError
// if the text is UTF-16.
SpikeGlxMeta parse_spikeglx_meta(std::string_view text, std::string_view name);

}  // namespace mtscomp
