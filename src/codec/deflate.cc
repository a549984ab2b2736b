// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/deflate.h"

#include <fmt/format.h>

#include <charconv>

#include "codec/deflate_backend.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr int kMaxLibdeflateLevel = 12;

std::unique_ptr<DeflateBackend> make_backend(const DeflateLevel& level) {
  switch (level.encoder) {
    case DeflateLevel::Encoder::kLibdeflate:
      return make_libdeflate(level.libdeflate_level);
    case DeflateLevel::Encoder::kZlib6:
      return make_zlib6();
    case DeflateLevel::Encoder::kFast:
      break;
  }
  return make_fast_zlib();
}

}  // namespace

DeflateLevel parse_deflate_level(std::string_view text) {
  if (text == "fast") {
    return {.encoder = DeflateLevel::Encoder::kFast};
  }
  if (text == "zlib6") {
    return {.encoder = DeflateLevel::Encoder::kZlib6};
  }
  int level = 0;
  const char* const text_end = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), text_end, level);
  if (error != std::errc() || end != text_end || level < 1 ||
      level > kMaxLibdeflateLevel) {
    throw UsageError(
        fmt::format("\"{}\": expected a level: fast, zlib6 or 1 to 12", text));
  }
  return {.encoder = DeflateLevel::Encoder::kLibdeflate,
          .libdeflate_level = level};
}

std::string serialize_deflate_level(const DeflateLevel& level) {
  switch (level.encoder) {
    case DeflateLevel::Encoder::kLibdeflate:
      return fmt::format("{}", level.libdeflate_level);
    case DeflateLevel::Encoder::kZlib6:
      return "zlib6";
    case DeflateLevel::Encoder::kFast:
      break;
  }
  return "fast";
}

Deflater::Deflater(const DeflateLevel& level) : backend_(make_backend(level)) {}

Deflater::Deflater(Deflater&&) noexcept = default;
Deflater& Deflater::operator=(Deflater&&) noexcept = default;
Deflater::~Deflater() = default;

std::span<const std::byte> Deflater::deflate(std::span<const std::byte> input,
                                             ByteBuffer& output) {
  const std::span<std::byte> room =
      scratch_in(output, backend_->bound(input.size()));
  return room.first(backend_->deflate(input, room));
}

}  // namespace mtscomp
