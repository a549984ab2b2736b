// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Repacks one pair.
#pragma once

#include <optional>
#include <stop_token>

#include "mtscomp/archive/recording_finder.h"
#include "mtscomp/archive/repack.h"
#include "mtscomp/base/directory.h"

namespace mtscomp {

// Errors are in the outcome and are not thrown.  Several threads may call this
// at the same time.  Calls stop.request_stop() if the disk is full or the stop
// file exists.  `output` is the open root of the mirrored tree, if there is
// one.  If `is_dry`, nothing is written (see plan_repack()).
PackOutcome repack_one(const RecordingFiles& files,
                       const RepackOptions& options,
                       const std::optional<Directory>& output,
                       std::stop_source& stop, bool is_dry);

}  // namespace mtscomp
