// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The golden pairs: recordings that mtscomp 1.0.2 packed, or mtscomp-pack if
// they have segments, with the size and SHA-1 of the bytes that mtscomp's
// reader returns (tests/data/golden).
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace mtscomp {

struct GoldenPair {
  std::string name;  // Letters, digits and underscores.
  std::string cbin_path;
  std::string ch_path;
  std::uint64_t raw_size = 0;  // Bytes.
  std::string raw_sha1;
};

// In the order of manifest.json.  Throws: FormatError, std::system_error.
const std::vector<GoldenPair>& golden_pairs();

void PrintTo(const GoldenPair& pair, std::ostream* stream);  // For GoogleTest.

}  // namespace mtscomp
