// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of an Open Ephys structure.oebin.  Each of these folders has
// a stream with its name, or is refused.
#include <cmath>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "metadata/open_ephys.h"
#include "mtscomp/base/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  for (const std::string_view folder : {"", "a", "Probe-A", "Probe-A-AP/"}) {
    OpenEphysStream stream;
    try {
      stream =
          parse_oebin_stream(as_text(data, size), "structure.oebin", folder);
    } catch (const FormatError&) {
      continue;
    }
    require(stream.n_channels > 0, "no channel");
    require(std::isfinite(stream.sample_rate) && stream.sample_rate > 0,
            "no sample rate");
    require(folder.starts_with(stream.folder_name), "another folder's stream");
  }
  return 0;
}
