// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One number, or one histogram of times, of status.json and metrics.prom.
#pragma once

#include "base/time/duration_histogram.h"

namespace mtscomp {

// Name, kind and help text of each number, for both formats.
struct Metric {
  const char* group;
  const char* name;
  const char* kind;  // counter or gauge
  const char* help;
  double value;
};

// Name and help text of each histogram.
struct TimeMetric {
  const char* group;
  const char* name;
  const char* help;
  const DurationHistogram& times;
};

}  // namespace mtscomp
