// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/readahead.h"

#include <algorithm>

namespace mtscomp {

StreamAccess Readahead::note(std::uint64_t offset, std::uint64_t size,
                             bool is_remote) {
  const MutexLock lock(mutex_);
  ++n_reads_;
  const std::uint64_t read_end = offset + size;
  Stream* stream = find(offset);
  StreamAccess access;
  access.is_new = stream == nullptr;
  if (stream == nullptr) {
    stream = &oldest();
    *stream = {.start = offset, .end = offset, .n_read = 0, .last_use = 0};
  }
  access.before = stream->end;
  if (read_end > stream->end) {
    stream->n_read += std::min(size, read_end - stream->end);
    stream->end = read_end;
  }
  stream->last_use = n_reads_;
  access.end = stream->end;
  access.ahead = stream->goes_on(is_remote) ? stream->end - stream->start : 0;
  return access;
}

// Reading an eighth of the distance is enough: reads that arrive late do not
// move the end further, and pages that the kernel still caches are not
// requested.
bool Readahead::Stream::goes_on(bool is_remote) const {
  constexpr std::uint64_t kPart = 8;
  const std::uint64_t at_start =
      is_remote ? kRemoteTriggerAtStart : kTriggerAtStart;
  const std::uint64_t trigger = start == 0 ? at_start : kTrigger;
  return end - start >= trigger && n_read >= (end - start) / kPart;
}

Readahead::Stream* Readahead::find(std::uint64_t offset) {
  Stream* nearest = nullptr;
  std::uint64_t least = kReordering + 1;
  for (Stream& stream : streams_) {
    const std::uint64_t distance =
        offset > stream.end ? offset - stream.end : stream.end - offset;
    if (stream.last_use != 0 && distance < least) {
      nearest = &stream;
      least = distance;
    }
  }
  return nearest;
}

Readahead::Stream& Readahead::oldest() {
  return *std::min_element(
      streams_.begin(), streams_.end(),
      [](const Stream& a, const Stream& b) { return a.last_use < b.last_use; });
}

}  // namespace mtscomp
