// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What listing a recording and describing it needs to know of its header,
// remembered by identity: a directory that has been listed once is listed again
// without reading a header.  Bounded in bytes.  Thread-safe.
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
  std::uint64_t cbin_size = 0;     // Bytes, as the header has it.
  std::uint64_t n_samples = 0;
  std::uint64_t n_channels = 0;
  std::uint64_t chunk_length = 0;  // Samples of the first chunk.
  double sample_rate = 0;          // Hz.
  Dtype dtype;
  std::string sha1;                  // sha1_uncompressed; empty if unknown.
  std::vector<std::uint64_t> shape;  // As current_shape() (npy_header.h).
  std::string lost_shape;            // Why an array has none, or "".
  std::string problem;               // Why it is no recording; empty if it is.

  bool is_recording() const { return problem.empty(); }
};

using PairSummaryPtr = std::shared_ptr<const PairSummary>;

class HeaderCache {
 public:
  // May throw FormatError, whose message becomes the summary's `problem`, or
  // std::system_error, which is passed on and not remembered.
  using ReadHeader = std::function<Header()>;

  static constexpr std::size_t kDefaultCapacity = std::size_t{64} << 20;

  explicit HeaderCache(std::size_t capacity_bytes = kDefaultCapacity)
      : summaries_(capacity_bytes) {}

  // The summary of this version, from memory or from read_header().
  PairSummaryPtr find_or_read(const PairIdentity& identity,
                              const ReadHeader& read_header);

  std::uint64_t n_headers_read() const;
  std::size_t memory() const;  // Bytes of all summaries, roughly.

  // Forgets all summaries: each header is read again.
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
