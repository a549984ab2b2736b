// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The text of a structure.oebin file, in which Open Ephys describes what it
// recorded: continuous streams, events and spikes.  Only the streams are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mtscomp {

struct OpenEphysStream {
  // Of its continuous.dat, below `continuous`; no slash at the end.
  std::string folder_name;
  std::uint64_t n_channels = 0;  // num_channels.
  double sample_rate = 0;        // Hz.
};

// `name` is the file, for messages.
// Returns the stream of this folder, given with or without a slash at its end.
// Other streams may be malformed.
// Throws: FormatError naming file, key, expectation and finding, if the text is
// no such description, or the stream is malformed or listed twice; or naming
// the folders that there are, if it has no stream of this folder.
OpenEphysStream parse_oebin_stream(std::string_view text, std::string_view name,
                                   std::string_view folder);

}  // namespace mtscomp
