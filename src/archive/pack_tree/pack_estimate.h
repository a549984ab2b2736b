// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Size and time of packing one recording, from excerpts of it.
#pragma once

#include <cstdint>
#include <stop_token>

#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct PackEstimate {
  std::uint64_t cbin_size = 0;  // Bytes.
  double thread_seconds = 0;    // One thread would take so long.
};

// Excerpts are encoded like the whole recording of `raw_size` bytes: with all
// transforms if `auto_transform`.  Throws: as pack().
PackEstimate estimate_pack(const PackJob& job, const PackOptions& options,
                           bool auto_transform, std::uint64_t raw_size,
                           const std::stop_token& stop);

}  // namespace mtscomp
