// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The text of a .meta file, which SpikeGLX writes beside each recording: one
// `key=value` to a line.
//
// Of its hundred or more keys only those that describe the .bin are read.  All
// else may be anything: values with `=` in them, keys with `~` and tables of
// thousands of characters, bytes that are not UTF-8.
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
  // The two fields below are only compared with the .bin.  If one of them is
  // malformed, it is empty, and a warning says why.
  std::optional<std::uint64_t> file_size;  // Bytes: fileSizeBytes.
  // fileSHA1, 40 lower-case digits; SpikeGLX writes 0 where it has none.
  std::optional<std::string> file_sha1;
  std::vector<std::string> warnings;
};

// typeThis says which of the three rates counts.  Where it is missing or
// unknown, there must be exactly one.  `name` is the file, for messages.
// Throws: FormatError naming file, key, expectation and finding, if the type,
// count or rate is malformed, missing, or given twice with different values; or
// if the text is UTF-16.
SpikeGlxMeta parse_spikeglx_meta(std::string_view text, std::string_view name);

}  // namespace mtscomp
