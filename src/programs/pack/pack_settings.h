// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// All settings of a run: from the command line, ~/.mtscomp and the processor.
// They are resolved here, once, for a single recording and for trees.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/metadata/defaults_file.h"
#include "programs/pack/mtscomp_pack_options.h"

namespace mtscomp {

// `is_tree`: the arguments are directories.  Parameters of single recordings
// in ~/.mtscomp are ignored then.  The result has no rate limit.
PackTreeOptions resolve_settings(const PackCommand& command,
                                 const Defaults& defaults, bool is_tree);

}  // namespace mtscomp
