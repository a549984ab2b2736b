// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Deflates differences of 16-bit values to a zlib stream.  Matches consist of
// whole values, because such data repeats in whole values.
// docs/internals/encoder.md explains the design.
#pragma once

#include <cstddef>
#include <span>

#include "codec/deflate/block_parser.h"
#include "codec/deflate/deflate_backend.h"
#include "codec/deflate/match/level_settings.h"
#include "codec/deflate/match/match_finder.h"
#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

class DeflateInt16 : public DeflateBackend {
 public:
  // All kernels give the same stream.  Throws: std::bad_alloc.
  DeflateInt16(const LevelSettings& settings, const MatchKernels& kernels);

  std::size_t bound(std::size_t input_size) override;

  // `input` may be any bytes.  An odd byte at the end is not part of a value.
  std::size_t deflate(std::span<const std::byte> input,
                      std::span<std::byte> output) override;

 private:
  std::size_t block_values_;
  std::size_t n_tables_;
  MatchFinder finder_;
  BlockParser parser_;
};

}  // namespace mtscomp
