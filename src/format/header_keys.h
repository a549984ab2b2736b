// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The keys that a .ch shares with mtscomp's defaults file, read with the
// values that mtscomp gives them.
//
// The reading functions throw a FormatError that names file, key, expectation
// and finding: an UnsupportedError for a name that is not known here.
#pragma once

#include <string>
#include <string_view>

#include "base/json/json_members.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

Dtype read_dtype(const JsonMembers& members);
ChunkOrder read_chunk_order(const JsonMembers& members);
std::string read_algorithm(const JsonMembers& members);

// "F" or "C".
std::string serialize_chunk_order(ChunkOrder order);

}  // namespace mtscomp
