// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Makes all settings of a run from the command line, ~/.mtscomp and the number
// of cores.  A run packs a single recording or trees.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/metadata/defaults_file.h"
#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// `is_tree` means that the arguments are directories.  For these, the number of
// channels, sample rate and dtype in ~/.mtscomp are ignored.  The result does
// not contain the rate limit.
PackTreeOptions resolve_settings(const PackCommand& command,
                                 const Defaults& defaults, bool is_tree);

}  // namespace mtscomp
