// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A golden pair in memory with its decoded chunks by the reference codec, for
// comparison with damaged copies.
#pragma once

#include <string>
#include <vector>

#include "mtscomp/format/header.h"
#include "support/bytes.h"
#include "support/golden.h"

namespace mtscomp {

struct GoldenTruth {
  std::string name;
  std::string suffix;  // ".cbin", ".cdat", ...
  Bytes cbin;
  std::string header_text;
  Header header;
  std::vector<Bytes> chunks;
  Bytes raw;  // All chunks.

  // The chunk that contains this byte of the .cbin.
  std::size_t chunk_of(std::size_t cbin_offset) const;
};

// Throws: std::runtime_error if the decoded chunks differ from the output of
// mtscomp's own reader; FormatError, std::system_error.
GoldenTruth read_golden_truth(const GoldenPair& pair);

// The golden pair of this name.  Throws: std::out_of_range.
GoldenTruth read_golden_truth(const std::string& name);

}  // namespace mtscomp
