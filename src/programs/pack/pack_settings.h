// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Resolves all settings of a run, for a single recording and for trees, from
// the command line, ~/.mtscomp and the number of cores.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/metadata/defaults_file.h"
#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// `is_tree`: the arguments are directories.  The number of channels, sample
// rate and dtype in ~/.mtscomp are then ignored.  The result has no rate limit.
PackTreeOptions resolve_settings(const PackCommand& command,
                                 const Defaults& defaults, bool is_tree);

}  // namespace mtscomp
