// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/header_cache.h"

#include <utility>
#include <vector>

#include "format/npy_header.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

PairSummary summarize(const HeaderCache::ReadHeader& read_header) {
  PairSummary summary;
  try {
    const Header header = read_header();
    summary.raw_size = header.raw_size();
    summary.cbin_size = header.cbin_size();
    summary.n_samples = header.n_samples();
    summary.n_channels = header.n_channels;
    summary.chunk_length = header.chunk_bounds[1];
    summary.sample_rate = header.sample_rate;
    summary.dtype = header.dtype;
    summary.sha1 = header.sha1_uncompressed.value_or("");
    if (auto shape = current_shape(header)) {
      summary.shape = std::move(*shape);
    } else {
      summary.lost_shape = describe_lost_shape(header);
    }
  } catch (const FormatError& error) {
    summary.problem = error.what();
  }
  return summary;
}

// Approximate, with the map's nodes.
std::size_t cost_of(const PairSummary& summary) {
  constexpr std::size_t kNodes = 2 * sizeof(PairIdentity) + 8 * sizeof(void*);
  return sizeof(PairSummary) + summary.problem.size() + summary.sha1.size() +
         summary.lost_shape.size() +
         summary.shape.size() * sizeof(summary.shape[0]) + kNodes;
}

}  // namespace

PairSummaryPtr HeaderCache::find_or_read(const PairIdentity& identity,
                                         const ReadHeader& read_header) {
  {
    const MutexLock lock(mutex_);
    if (const PairSummaryPtr* known = summaries_.find(identity)) {
      return *known;
    }
  }
  return insert(identity, summarize(read_header));
}

PairSummaryPtr HeaderCache::insert(const PairIdentity& identity,
                                   PairSummary summary) {
  std::vector<PairSummaryPtr> evicted;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  ++n_headers_read_;
  // Two threads may have read the same header; the first id is kept.
  if (const PairSummaryPtr* known = summaries_.find(identity)) {
    return *known;
  }
  summary.recording_id = ++last_recording_id_;
  auto shared = std::make_shared<const PairSummary>(std::move(summary));
  summaries_.insert(identity, shared, cost_of(*shared));
  evicted = summaries_.shrink();
  return shared;
}

std::uint64_t HeaderCache::n_headers_read() const {
  const MutexLock lock(mutex_);
  return n_headers_read_;
}

std::size_t HeaderCache::memory() const {
  const MutexLock lock(mutex_);
  return summaries_.cost();
}

void HeaderCache::clear() {
  std::vector<PairSummaryPtr> dropped;  // Destroyed after unlocking.
  const MutexLock lock(mutex_);
  dropped = summaries_.shrink(summaries_.capacity());
}

}  // namespace mtscomp
