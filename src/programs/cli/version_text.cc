// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/version_text.h"

#include <fmt/format.h>

#include "mtscomp/codec/decoder_choice.h"

namespace mtscomp {

std::string version_text(std::string_view program) {
  return fmt::format("{} {}\ndecoder: {}", program, MTSCOMPFS_VERSION,
                     decoder_name(chosen_decoder()));
}

}  // namespace mtscomp
