// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/deflate.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "codec/deflate/deflate_backend.h"
#include "codec/deflate/deflate_int16.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr int kMaxLibdeflateLevel = 12;

using Encoder = DeflateLevel::Encoder;

struct NamedEncoder {
  const char* name;
  Encoder encoder;
};

constexpr std::array<NamedEncoder, 4> kNamedEncoders = {{
    {"fast", Encoder::kFast},
    {"balanced", Encoder::kBalanced},
    {"dense", Encoder::kDense},
    {"zlib6", Encoder::kZlib6},
}};

bool is_ours(Encoder encoder) {
  return encoder != Encoder::kLibdeflate && encoder != Encoder::kZlib6;
}

std::unique_ptr<DeflateBackend> make_ours(Encoder encoder) {
  const MatchEffort effort = encoder == Encoder::kFast       ? kFastEffort
                             : encoder == Encoder::kBalanced ? kBalancedEffort
                                                             : kDenseEffort;
  return std::make_unique<DeflateInt16>(effort, usable_match_kernels().back());
}

std::unique_ptr<DeflateBackend> make_others(const DeflateLevel& level) {
  switch (level.encoder) {
    case Encoder::kLibdeflate:
      return make_libdeflate(level.libdeflate_level);
    case Encoder::kZlib6:
      return make_zlib6();
    case Encoder::kBalanced:
      return make_balanced();
    case Encoder::kDense:
      return make_dense();
    case Encoder::kFast:
      break;
  }
  return make_fast_zlib();
}

}  // namespace

DeflateLevel parse_deflate_level(std::string_view text) {
  for (const NamedEncoder& named : kNamedEncoders) {
    if (text == named.name) {
      return {.encoder = named.encoder};
    }
  }
  int level = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, level);
  if (error != std::errc() || end != text_end || level < 1 ||
      level > kMaxLibdeflateLevel) {
    throw UsageError(fmt::format(
        "\"{}\": expected a level: fast, balanced, dense, zlib6 or 1 to 12",
        text));
  }
  return {.encoder = DeflateLevel::Encoder::kLibdeflate,
          .libdeflate_level = level};
}

std::string serialize_deflate_level(const DeflateLevel& level) {
  for (const NamedEncoder& named : kNamedEncoders) {
    if (level.encoder == named.encoder) {
      return named.name;
    }
  }
  return fmt::format("{}", level.libdeflate_level);
}

Deflater::Deflater(const DeflateLevel& level) : level_(level) {
  if (!is_ours(level.encoder)) {
    others_ = make_others(level);
  }
}

Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;
Deflater::~Deflater() = default;

DeflateBackend& Deflater::backend_for(std::size_t value_width) {
  if (is_ours(level_.encoder) && value_width == sizeof(std::int16_t)) {
    if (!ours_) {
      ours_ = make_ours(level_.encoder);
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
  DeflateBackend& backend = backend_for(value_width);
  const std::span<std::byte> room =
      scratch_in(output, backend.bound(input.size()));
  return room.first(backend.deflate(input, room));
}

}  // namespace mtscomp
