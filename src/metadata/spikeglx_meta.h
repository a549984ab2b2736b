// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses a .meta file, which SpikeGLX writes beside each recording: one
// `key=value` per line.
//
// Only the few keys that describe the .bin are read.  Other lines may contain
// any bytes: values with `=`, keys with `~`, tables of thousands of characters,
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
  // The next two fields are only compared with the .bin.  If a field is
  // malformed, it is not set, and `warnings` contains the reason.
  std::optional<std::uint64_t> file_size;  // Bytes: fileSizeBytes.
  // fileSHA1, as 40 lower-case digits.  SpikeGLX writes 0 if it did not compute
  // the SHA-1.
  std::optional<std::string> file_sha1;
  std::vector<std::string> warnings;
};

// The value of typeThis determines which of the three rates is used.  If
// typeThis is missing or unknown, exactly one rate must be present.  `name`
// names the file in messages.
// Throws: FormatError, which names the file and the key, if the number of
// channels or the rate is missing; if the type, the number of channels or the
// rate is malformed, or is given twice with different values; or if the text is
// UTF-16.
SpikeGlxMeta parse_spikeglx_meta(std::string_view text, std::string_view name);

}  // namespace mtscomp
