// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Caches summaries of headers.  A summary has the facts that are needed to list
// and describe a recording.  The key is the identity of the pair.  If a
// directory is listed a second time, its headers are not read again.  The size
// of the cache in bytes is bounded.  Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/containers/lru_map.h"
#include "mtscomp/base/mutex.h"
#include "mtscomp/format/dtype.h"
#include "mtscomp/format/header.h"
#include "reader/headers/pair_identity.h"

namespace mtscomp {

struct PairSummary {
  std::uint64_t recording_id = 0;  // Unique in this process; never reused.
  std::uint64_t raw_size = 0;      // Bytes of the .bin.
  std::uint64_t cbin_size = 0;     // Bytes, according to the header.
  std::uint64_t n_samples = 0;
  std::uint64_t n_channels = 0;
  std::uint64_t chunk_length = 0;  // Number of samples in the first chunk.
  double sample_rate = 0;          // Hz.
  Dtype dtype;
  std::string sha1;                  // sha1_uncompressed; empty if unknown.
  std::vector<std::uint64_t> shape;  // From current_shape() (npy_header.h).
  std::string lost_shape;            // Reason why `shape` is empty, or "".
  std::string problem;  // Reason why the pair is not a recording, or "".

  bool is_recording() const { return problem.empty(); }
};

using PairSummaryPtr = std::shared_ptr<const PairSummary>;

class HeaderCache {
 public:
  // Reads the header.  May throw FormatError: its message becomes the `problem`
  // of the summary.  May throw std::system_error: find_or_read() then throws
  // this error and caches nothing.
  using ReadHeader = std::function<Header()>;

  static constexpr std::size_t kDefaultCapacity = std::size_t{64} << 20;

  explicit HeaderCache(std::size_t capacity_bytes = kDefaultCapacity)
      : summaries_(capacity_bytes) {}

  // Returns the summary of this version of the pair, from the cache or from
  // read_header().
  PairSummaryPtr find_or_read(const PairIdentity& identity,
                              const ReadHeader& read_header);

  std::uint64_t n_headers_read() const;
  std::size_t memory() const;  // Approximate size of all summaries, in bytes.

  // Drops all summaries, so every header is read again.
  void clear();

 private:
  PairSummaryPtr insert(const PairIdentity& identity, PairSummary summary);

  mutable Mutex mutex_;
  LruMap<PairIdentity, PairSummaryPtr, PairIdentityHash> summaries_
      GUARDED_BY(mutex_);
  std::uint64_t n_headers_read_ GUARDED_BY(mutex_) = 0;
  std::uint64_t last_recording_id_ GUARDED_BY(mutex_) = 0;
};

}  // namespace mtscomp
