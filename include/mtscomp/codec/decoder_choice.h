// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which code inflates: ours, where the processor has what it needs, else
// libdeflate, else zlib; or the one that MTSCOMP_DECODER in the environment
// names.  All give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class DecoderKind { kZlib, kLibdeflate, kNative };

// Those that this build has and this processor can run, the fastest last.
std::vector<DecoderKind> usable_decoders();

// "zlib", "libdeflate" or "native".
std::string_view decoder_name(DecoderKind kind);

// Throws: UsageError, which names those that can be had, for any other name.
DecoderKind parse_decoder(std::string_view name);

// What MTSCOMP_DECODER names; the fastest if it is not set, or empty.
// Requires: no other thread changes the environment meanwhile.
// Throws: as parse_decoder().
DecoderKind chosen_decoder();

}  // namespace mtscomp
