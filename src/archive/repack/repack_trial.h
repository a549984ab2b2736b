// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Encodes a few chunks of a pair again, to estimate its size after repacking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stop_token>

#include "archive/repack/pair_source.h"
#include "mtscomp/format/segments.h"
#include "mtscomp/format/transform.h"
#include "mtscomp/writer/pack.h"

namespace mtscomp {

struct RepackTrial {
  std::uint64_t n_read = 0;     // Bytes of the chunks in the old .cbin.
  std::uint64_t n_encoded = 0;  // Bytes of these chunks, encoded again.
  double thread_seconds = 0;    // Time for the whole pair and one thread.
  // Segments of the new pair, without a table.  Empty if no chunk of the trial
  // got segments.
  Segments segments;

  // Share of the .cbin that repacking would save; negative if it would grow.
  // Exactly 0 if the pair was encoded with the same options by this program.
  double gain() const {
    return 1 - static_cast<double>(n_encoded) / static_cast<double>(n_read);
  }
};

// Encodes at most 8 whole chunks, spread over the recording.
// Throws: Stopped; as Recording::load_chunk().
RepackTrial try_repack(const PairSource& source, const Transform& transform,
                       const PackOptions& options, const std::stop_token& stop);

struct ChosenTransform {
  Transform transform;
  std::uint64_t n_read = 0;  // Bytes read from the .cbin.
};

// Chooses the transform that packs excerpts smallest.
// Throws: as try_repack().
ChosenTransform choose_repack_transform(const PairSource& source,
                                        const PackOptions& options,
                                        const std::stop_token& stop);

}  // namespace mtscomp
