// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The gain for which a pair is repacked in place.
#pragma once

#include "mtscomp/archive/repack.h"
#include "mtscomp/format/header.h"
#include "mtscomp/format/segments.h"

namespace mtscomp {

// Returns the share of the .cbin that repacking must save: options.min_gain.
// If the pair lacks segments that the new pair would have, this is at most
// -0.002: the .cbin may become 0.2 % larger.  `segments` are those of the new
// pair; their table is not used.
double required_gain(const Header& header, const Segments& segments,
                     const RepackOptions& options);

}  // namespace mtscomp
