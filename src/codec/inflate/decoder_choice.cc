// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/decoder_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

#include "codec/inflate/fast_loop.h"
#include "codec/inflate/inflate_backend.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

std::vector<DecoderKind> usable_decoders() {
  std::vector<DecoderKind> kinds = {DecoderKind::kZlib};
  if (has_libdeflate()) {
    kinds.push_back(DecoderKind::kLibdeflate);
  }
  if (usable_fast_loop() != nullptr) {
    kinds.push_back(DecoderKind::kNative);
  }
  return kinds;
}

std::string_view decoder_name(DecoderKind kind) {
  switch (kind) {
    case DecoderKind::kNative:
      return "native";
    case DecoderKind::kLibdeflate:
      return "libdeflate";
    case DecoderKind::kZlib:
      break;
  }
  return "zlib";
}

DecoderKind parse_decoder(std::string_view name) {
  std::vector<std::string_view> names;
  for (const DecoderKind kind : usable_decoders()) {
    if (decoder_name(kind) == name) {
      return kind;
    }
    names.push_back(decoder_name(kind));
  }
  throw UsageError(fmt::format(
      "MTSCOMP_DECODER \"{}\": expected a decoder that this build has and this "
      "processor can run: {}",
      name, fmt::join(names, ", ")));
}

DecoderKind chosen_decoder() {
  const char* const name = std::getenv("MTSCOMP_DECODER");
  if (name == nullptr || *name == '\0') {
    return usable_decoders().back();
  }
  return parse_decoder(name);
}

}  // namespace mtscomp
