// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The part of a header that is needed while a recording is open.  Immutable;
// shared by all open recordings of one version.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/chunk_table.h"
#include "mtscomp/format/header.h"

namespace MTSCOMP_API mtscomp {

struct RecordingLayout {
  // Requires: `header` is valid.
  explicit RecordingLayout(const Header& header)
      : chunk(ChunkLayout::of(header)),
        sample_rate(header.sample_rate),
        sha1_compressed(header.sha1_compressed),
        chunks(header) {}

  ChunkLayout chunk;
  double sample_rate;                          // Hz.
  std::optional<std::string> sha1_compressed;  // Of the .cbin.
  ChunkTable chunks;
};

}  // namespace mtscomp
