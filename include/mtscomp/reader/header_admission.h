// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Bounds the memory for headers that are being read and parsed: some 300 MiB
// for the worst that the default limits allow, text and values together.  Of
// those larger than kLarge there is one at a time, however many threads ask.
// Smaller ones, which take 30 MiB at most, wait for nobody.
//
// Unlike a lock it guards no data, and is held during I/O: where a source does
// not answer for a large header, the others of that kind wait for it.
// Thread-safe.
#pragma once

#include <cstdint>

#include "mtscomp/base/mutex.h"

namespace mtscomp {

class HeaderAdmission {
 public:
  static constexpr std::uint64_t kLarge = std::uint64_t{1} << 20;

  // Held while the header is read and parsed.
  class Turn {
   public:
    // Waits until a header of this many bytes may be read.
    // Requires: `admission` outlives this.
    Turn(HeaderAdmission& admission, std::uint64_t size);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    HeaderAdmission& admission_;
    bool is_large_;
  };

 private:
  Mutex mutex_;
  ConditionVariable is_free_;
  bool is_taken_ GUARDED_BY(mutex_) = false;
};

}  // namespace mtscomp
