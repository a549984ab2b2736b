// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/header_keys.h"

#include <optional>

namespace mtscomp {

Dtype read_dtype(const JsonMembers& members) {
  const std::string text = members.string("dtype");
  const std::optional<Dtype> dtype = parse_dtype(text);
  if (!dtype) {
    members.refuse_unsupported(
        "dtype", "an integer or float type of 1 to 8 bytes", describe({text}));
  }
  return *dtype;
}

ChunkOrder read_chunk_order(const JsonMembers& members) {
  const std::string order = members.string("chunk_order");
  if (order != "F" && order != "C") {
    members.refuse_unsupported("chunk_order", R"("F" or "C")",
                               describe({order}));
  }
  return order == "F" ? ChunkOrder::kChannelMajor : ChunkOrder::kSampleMajor;
}

std::string read_algorithm(const JsonMembers& members) {
  std::string algorithm = members.string("algorithm");
  if (algorithm != "zlib") {
    members.refuse_unsupported("algorithm", R"("zlib")", describe({algorithm}));
  }
  return algorithm;
}

std::string serialize_chunk_order(ChunkOrder order) {
  return order == ChunkOrder::kChannelMajor ? "F" : "C";
}

}  // namespace mtscomp
