// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Parses a structure.oebin file, in which Open Ephys describes a recording:
// continuous streams, events and spikes.  Only the streams are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mtscomp {

struct OpenEphysStream {
  // Folder of its continuous.dat, below `continuous`; no slash at the end.
  std::string folder_name;
  std::uint64_t n_channels = 0;  // num_channels.
  double sample_rate = 0;        // Hz.
};

// Returns the stream with this folder, which may end in a slash.  Other streams
// may be malformed.  `name` is the file, for messages.
// Throws: FormatError, which names the file and the key, if the text is no such
// description, or if the stream is malformed or listed twice.  If no stream has
// this folder, the message lists the existing folders.
OpenEphysStream parse_oebin_stream(std::string_view text, std::string_view name,
                                   std::string_view folder);

}  // namespace mtscomp
