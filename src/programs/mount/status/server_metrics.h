// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The status of an archive on a server: numbers, histogram and options.
#pragma once

#include <vector>

#include "mtscomp/base/json.h"
#include "mtscomp/source/remote_options.h"
#include "programs/mount/status/metric.h"
#include "source/source_counters.h"

namespace mtscomp {

// Returns the numbers of the groups "server" and, with a disk cache,
// "disk_cache".
std::vector<Metric> server_metrics_of(const SourceCounters& server);

// Requires: `server` must outlive the result.
TimeMetric first_byte_metric_of(const SourceCounters& server);

// Returns the -o options.  None of them is a secret.
JsonObject server_options(const RemoteOptions& remote);

}  // namespace mtscomp
