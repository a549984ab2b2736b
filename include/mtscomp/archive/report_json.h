// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reports of the programs as JSON objects; docs/reference/json.md lists the
// fields.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/archive/recording_info.h"
#include "mtscomp/archive/verify.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/json.h"

namespace MTSCOMP_API mtscomp {

// An entry of the --log file, with the current time, host name and process id.
JsonObject to_json(const PackOutcome& outcome);

// `checks_raw` means that verify() was called with compare_raw.
JsonObject to_json(const RecordingFiles& files, const VerifyReport& report,
                   bool checks_raw);

JsonObject to_json(const RecordingInfo& info);
JsonObject to_json(const TreeTotals& totals);

}  // namespace mtscomp
