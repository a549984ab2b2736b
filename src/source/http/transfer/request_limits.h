// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limits the time that a request may take.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

namespace mtscomp {

struct RequestLimits {
  std::stop_token stop = {};  // Ends the request, with ECANCELED.
  // Start of the retry budget.  Nothing: the time when the request is sent
  // first.
  std::optional<std::chrono::steady_clock::time_point> since = std::nullopt;
};

}  // namespace mtscomp
