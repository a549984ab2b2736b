// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/pair_catalog.h"

#include <spdlog/spdlog.h>

#include <utility>
#include <vector>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

PairSummary summarize(const PairCatalog::ReadHeader& read_header) {
  PairSummary summary;
  try {
    const Header header = read_header();
    summary.raw_size = header.raw_size();
    summary.cbin_size = header.cbin_size();
  } catch (const FormatError& error) {
    summary.problem = error.what();
    spdlog::warn("not shown as a recording: {}", summary.problem);
  }
  return summary;
}

// With the map's own nodes, roughly.
std::size_t cost_of(const PairSummary& summary) {
  constexpr std::size_t kNodes = 2 * sizeof(PairIdentity) + 8 * sizeof(void*);
  return sizeof(PairSummary) + summary.problem.size() + kNodes;
}

}  // namespace

PairSummaryPtr PairCatalog::find_or_read(const PairIdentity& identity,
                                         const ReadHeader& read_header) {
  {
    const MutexLock lock(mutex_);
    if (const PairSummaryPtr* known = summaries_.find(identity)) {
      return *known;
    }
  }
  return insert(identity, summarize(read_header));
}

PairSummaryPtr PairCatalog::insert(const PairIdentity& identity,
                                   PairSummary summary) {
  std::vector<PairSummaryPtr> evicted;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  ++n_headers_read_;
  // Two threads may have read the same header; the first one's id stays.
  if (const PairSummaryPtr* known = summaries_.find(identity)) {
    return *known;
  }
  summary.recording_id = ++last_recording_id_;
  auto shared = std::make_shared<const PairSummary>(std::move(summary));
  summaries_.insert(identity, shared, cost_of(*shared));
  evicted = summaries_.shrink();
  return shared;
}

std::uint64_t PairCatalog::n_headers_read() const {
  const MutexLock lock(mutex_);
  return n_headers_read_;
}

}  // namespace mtscomp
