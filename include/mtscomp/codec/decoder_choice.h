// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Chooses the decoder that inflates.  The first choice is the native decoder of
// this project, which only some processors can run.  The second choice is
// libdeflate, which only some builds have.  The last choice is zlib.  The
// environment variable MTSCOMP_DECODER overrides the choice.  All decoders give
// the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

enum class DecoderKind { kZlib, kLibdeflate, kNative };

// Returns the decoders that this build has and this processor can run.  The
// last decoder in the result is the fastest.
std::vector<DecoderKind> usable_decoders();

// Returns "zlib", "libdeflate" or "native".
std::string_view decoder_name(DecoderKind kind);

// Throws: UsageError if `name` is not the name of a usable decoder.  The
// message lists the usable decoders.
DecoderKind parse_decoder(std::string_view name);

// Returns the decoder that MTSCOMP_DECODER names.  Returns the fastest decoder
// if this variable is unset or empty.
// Requires: no other thread changes the environment during the call.
// Throws: like parse_decoder().
DecoderKind chosen_decoder();

}  // namespace mtscomp
