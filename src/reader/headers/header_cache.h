// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Summaries of headers, by the identity of the pair: the facts needed to list
// and describe a recording.  A directory that was listed once is listed again
// without reading its headers.  Bounded in bytes.  Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cache/lru_map.h"
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
  std::uint64_t chunk_length = 0;  // Samples of the first chunk.
  double sample_rate = 0;          // Hz.
  Dtype dtype;
  std::string sha1;                  // sha1_uncompressed; empty if unknown.
  std::vector<std::uint64_t> shape;  // From current_shape() (npy_header.h).
  std::string lost_shape;            // Why an array has no shape, or "".
  std::string problem;               // Why it is not a recording, or "".

  bool is_recording() const { return problem.empty(); }
};

using PairSummaryPtr = std::shared_ptr<const PairSummary>;

class HeaderCache {
 public:
  // Reads the header.  May throw FormatError, whose message becomes the
  // summary's `problem`, or std::system_error, which find_or_read() throws on
  // and does not remember.
  using ReadHeader = std::function<Header()>;

  static constexpr std::size_t kDefaultCapacity = std::size_t{64} << 20;

  explicit HeaderCache(std::size_t capacity_bytes = kDefaultCapacity)
      : summaries_(capacity_bytes) {}

  // The summary of this version, from memory or from read_header().
  PairSummaryPtr find_or_read(const PairIdentity& identity,
                              const ReadHeader& read_header);

  std::uint64_t n_headers_read() const;
  std::size_t memory() const;  // Bytes of all summaries, approximate.

  // Drops all summaries: each header is read again.
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
