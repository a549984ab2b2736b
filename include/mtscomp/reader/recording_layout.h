// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The part of a header that is needed while its recording is open.  Immutable.
// All open recordings of the same version of a pair share one layout.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/chunk_table.h"
#include "mtscomp/format/header.h"

namespace MTSCOMP_API mtscomp {

struct RecordingLayout {
  // Requires: `header` is valid.  If its segments are not, this is logged.
  explicit RecordingLayout(const Header& header);

  ChunkLayout chunk;
  double sample_rate;                          // Hz.
  std::optional<std::string> sha1_compressed;  // SHA-1 of the .cbin.
  ChunkTable chunks;
  Segments segments;
  // Bytes of scratch memory for decoding any segment.
  std::size_t segment_scratch_size;
};

}  // namespace mtscomp
