// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording_layout.h"

#include <spdlog/spdlog.h>

#include "codec/segmented_chunk.h"

namespace mtscomp {

RecordingLayout::RecordingLayout(const Header& header)
    : chunk(ChunkLayout::of(header)),
      sample_rate(header.sample_rate),
      sha1_compressed(header.sha1_compressed),
      chunks(header),
      segments(header.segments),
      segment_scratch_size(mtscomp::segment_scratch_size(
          chunk, chunks.max_raw_size() / chunks.sample_size(), segments)) {
  if (!header.segments_problem.empty()) {
    spdlog::warn("{}; its chunks are decoded as a whole",
                 header.segments_problem);
  }
}

}  // namespace mtscomp
