// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads keys that are in a .ch and also in mtscomp's defaults file.
//
// The reading functions throw a FormatError, which names the file and the key.
// If the value is unknown, they throw an UnsupportedError.
#pragma once

#include <string>
#include <string_view>

#include "base/json/json_members.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

Dtype read_dtype(const JsonMembers& members);
ChunkOrder read_chunk_order(const JsonMembers& members);
std::string read_algorithm(const JsonMembers& members);

// Returns "F" or "C".
std::string serialize_chunk_order(ChunkOrder order);

}  // namespace mtscomp
