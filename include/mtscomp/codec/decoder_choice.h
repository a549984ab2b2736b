// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the code that inflates: native (our own) if the processor supports
// it, otherwise libdeflate if the build has it, otherwise zlib.  The
// environment variable MTSCOMP_DECODER overrides the choice.  All give the same
// bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class DecoderKind { kZlib, kLibdeflate, kNative };

// Decoders that this build has and this processor can run, the fastest last.
std::vector<DecoderKind> usable_decoders();

// "zlib", "libdeflate" or "native".
std::string_view decoder_name(DecoderKind kind);

// Throws: UsageError if the name is not the name of a usable decoder; the
// message lists them.
DecoderKind parse_decoder(std::string_view name);

// The decoder named by MTSCOMP_DECODER; the fastest if the variable is unset or
// empty.
// Requires: no other thread changes the environment meanwhile.
// Throws: like parse_decoder().
DecoderKind chosen_decoder();

}  // namespace mtscomp
