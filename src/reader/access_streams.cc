// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/access_streams.h"

#include <algorithm>

namespace mtscomp {

StreamAccess AccessStreams::note(std::uint64_t offset, std::uint64_t size) {
  const MutexLock lock(mutex_);
  ++n_reads_;
  const std::uint64_t read_end = offset + size;
  Stream* stream = find(offset);
  StreamAccess access;
  access.is_new = stream == nullptr;
  if (stream == nullptr) {
    stream = &oldest();
    *stream = {.end = offset, .length = 0, .last_use = 0};
  }
  access.before = stream->end;
  if (read_end > stream->end) {
    stream->length += read_end - stream->end;
    stream->end = read_end;
  }
  stream->last_use = n_reads_;
  access.end = stream->end;
  access.ahead = stream->length >= kTrigger ? stream->length : 0;
  return access;
}

AccessStreams::Stream* AccessStreams::find(std::uint64_t offset) {
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

AccessStreams::Stream& AccessStreams::oldest() {
  return *std::min_element(
      streams_.begin(), streams_.end(),
      [](const Stream& a, const Stream& b) { return a.last_use < b.last_use; });
}

}  // namespace mtscomp
