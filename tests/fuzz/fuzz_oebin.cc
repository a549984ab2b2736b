// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of an Open Ephys structure.oebin.  Each stream that it
// describes is found by its folder, and by no other's.
#include <cmath>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "metadata/open_ephys.h"
#include "mtscomp/base/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  std::vector<OpenEphysStream> streams;
  try {
    streams = parse_oebin(as_text(data, size), "structure.oebin");
  } catch (const FormatError&) {
    return 0;
  }
  for (const OpenEphysStream& stream : streams) {
    require(stream.n_channels > 0, "no channel");
    require(std::isfinite(stream.sample_rate) && stream.sample_rate > 0,
            "no sample rate");
    require(find_stream(streams, stream.folder_name) == &stream &&
                find_stream(streams, stream.folder_name + '/') == &stream,
            "a folder is that of another stream");
  }
  return 0;
}
