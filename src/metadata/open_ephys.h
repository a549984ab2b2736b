// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The text of a structure.oebin file, in which Open Ephys describes what it
// recorded: continuous streams, events and spikes.  Only the streams are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

struct OpenEphysStream {
  // Of its continuous.dat, below `continuous`; no slash at the end.
  std::string folder_name;
  std::uint64_t n_channels = 0;  // num_channels.
  double sample_rate = 0;        // Hz.
};

// `name` is the file, for messages.
// Throws: FormatError naming file, key, expectation and finding, if a stream
// lacks one of these keys or has it malformed, or two have the same folder.
std::vector<OpenEphysStream> parse_oebin(std::string_view text,
                                         std::string_view name);

// The stream of this folder, given with or without a slash at its end; nullptr
// if there is none.
const OpenEphysStream* find_stream(const std::vector<OpenEphysStream>& streams,
                                   std::string_view folder_name);

}  // namespace mtscomp
