// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What the programs say of recordings, as JSON: docs/archive.md has the fields.
#pragma once

#include "mtscomp/archive/pack_tree.h"
#include "mtscomp/archive/recording_info.h"
#include "mtscomp/archive/verify.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/json.h"

namespace MTSCOMP_API mtscomp {

// Of a log: with the time, the host and the process.
JsonObject to_json(const PackOutcome& outcome);

// `checks_raw` says whether the plain file was to be compared.
JsonObject to_json(const RecordingFiles& files, const VerifyReport& report,
                   bool checks_raw);

JsonObject to_json(const RecordingInfo& info);
JsonObject to_json(const TreeTotals& totals);

}  // namespace mtscomp
