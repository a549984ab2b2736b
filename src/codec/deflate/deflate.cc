// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/deflate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "codec/deflate/deflate_backend.h"
#include "codec/deflate/deflate_int16.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

struct NamedLevel {
  const char* name;
  DeflateLevel level;
};

constexpr std::array<NamedLevel, 4> kNamedLevels = {{
    {"fast", DeflateLevel::kFast},
    {"balanced", DeflateLevel::kBalanced},
    {"dense", DeflateLevel::kDense},
    {"zlib6", DeflateLevel::kZlib6},
}};

std::unique_ptr<DeflateBackend> make_ours(DeflateLevel level) {
  const LevelSettings settings = level == DeflateLevel::kFast ? kFastSettings
                                 : level == DeflateLevel::kBalanced
                                     ? kBalancedSettings
                                     : kDenseSettings;
  return std::make_unique<DeflateInt16>(settings,
                                        usable_match_kernels().back());
}

std::unique_ptr<DeflateBackend> make_others(DeflateLevel level) {
  switch (level) {
    case DeflateLevel::kZlib6:
      return make_zlib6();
    case DeflateLevel::kBalanced:
      return make_balanced();
    case DeflateLevel::kDense:
      return make_dense();
    case DeflateLevel::kFast:
      break;
  }
  return make_fast_zlib();
}

}  // namespace

DeflateLevel parse_deflate_level(std::string_view text) {
  for (const NamedLevel& named : kNamedLevels) {
    if (text == named.name) {
      return named.level;
    }
  }
  throw UsageError(fmt::format(
      "--level \"{}\": expected fast, balanced, dense or zlib6", text));
}

std::string serialize_deflate_level(DeflateLevel level) {
  return std::find_if(
             kNamedLevels.begin(), kNamedLevels.end(),
             [level](const NamedLevel& named) { return named.level == level; })
      ->name;
}

Deflater::Deflater(DeflateLevel level) : level_(level) {
  if (level == DeflateLevel::kZlib6) {
    others_ = make_others(level);
  }
}

Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;
Deflater::~Deflater() = default;

DeflateBackend& Deflater::backend_for(std::size_t value_width) {
  if (level_ != DeflateLevel::kZlib6 && value_width == sizeof(std::int16_t)) {
    if (!ours_) {
      ours_ = make_ours(level_);
    }
    return *ours_;
  }
  if (!others_) {
    others_ = make_others(level_);
  }
  return *others_;
}

std::span<const std::byte> Deflater::deflate(std::span<const std::byte> input,
                                             std::size_t value_width,
                                             ByteBuffer& output) {
  const std::size_t end = input.size();
  return deflate(input, value_width, output, {&end, 1}).stream;
}

SegmentedStream Deflater::deflate(std::span<const std::byte> input,
                                  std::size_t value_width, ByteBuffer& output,
                                  std::span<const std::size_t> ends) {
  assert(!ends.empty() && ends.back() == input.size());
  assert(ends.size() == 1 || can_segment(value_width));
  DeflateBackend& backend = backend_for(value_width);
  const std::span<std::byte> room =
      scratch_in(output, backend.bound(input.size(), ends.size()));
  SegmentedStream result;
  result.segments = backend.deflate_segments(input, ends, room);
  std::size_t size = 0;
  for (const DeflatedSegment& segment : result.segments) {
    size += segment.size;
  }
  result.stream = room.first(size);
  return result;
}

bool Deflater::can_segment(std::size_t value_width) {
  return backend_for(value_width).can_segment();
}

}  // namespace mtscomp
