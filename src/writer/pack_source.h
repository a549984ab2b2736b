// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// pack_source(): packs the samples of a source into a pair.
#pragma once

#include <stop_token>

#include "mtscomp/base/file_location.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/writer/pack.h"
#include "writer/sample_source.h"

namespace mtscomp {

// The new pair.
struct PackTarget {
  const FileLocation& cbin;
  const FileLocation& ch;
  const ChunkLayout& layout;
};

// Works like pack(), but does not check the names of the outputs and the
// parameters.
// Requires: find_obstacle() finds nothing.
// Throws: as pack(), and the exceptions of `source`.
PackProgress pack_source(SampleSource& source, const PackTarget& target,
                         const PackOptions& options,
                         const std::stop_token& stop,
                         const OnPackProgress& on_progress);

}  // namespace mtscomp
