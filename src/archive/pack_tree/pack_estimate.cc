// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/pack_tree/pack_estimate.h"

#include <chrono>

#include "writer/choose_transform.h"

namespace mtscomp {

PackEstimate estimate_pack(const PackJob& job, const PackOptions& options,
                           bool auto_transform, std::uint64_t raw_size,
                           const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  const TransformEstimate tried =
      auto_transform ? estimate_transforms(job, options, stop).front()
                     : estimate_transform(job, options, stop);
  const std::chrono::duration<double> elapsed = Clock::now() - start;
  const auto n_transforms =
      static_cast<double>(auto_transform ? all_transforms().size() : 1);
  const double share =
      static_cast<double>(raw_size) / static_cast<double>(tried.raw_size);
  return {.cbin_size = static_cast<std::uint64_t>(
              static_cast<double>(tried.cbin_size) * share),
          .thread_seconds = elapsed.count() * share *
                            static_cast<double>(options.n_threads) /
                            n_transforms};
}

}  // namespace mtscomp
