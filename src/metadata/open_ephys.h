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
  // Folder of the stream's continuous.dat, relative to the folder `continuous`.
  // Has no slash at the end.
  std::string folder_name;
  std::uint64_t n_channels = 0;  // num_channels.
  double sample_rate = 0;        // Hz.
};

// Returns the stream with this folder.  `folder` may end in a slash.  Errors in
// other streams are ignored.  `name` names the file in messages.
// Throws: FormatError if the text is not the content of a structure.oebin, or
// if the stream is missing, malformed or listed twice.  The message names the
// file and the key.  If the stream is missing, the message lists the folders of
// all streams.
OpenEphysStream parse_oebin_stream(std::string_view text, std::string_view name,
                                   std::string_view folder);

}  // namespace mtscomp
