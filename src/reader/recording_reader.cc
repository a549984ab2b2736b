// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/recording_reader.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>
#include <vector>

#include "reader/load_log.h"

namespace mtscomp {
namespace {

// The part of a read that is in one chunk.
struct Part {
  std::size_t chunk_index = 0;
  std::size_t offset = 0;  // In the chunk, bytes.
  ChunkAccess access;
};

// Maximum number of parts that are loaded at the same time: a read of a
// recording whose chunks have a few bytes touches half a million chunks.
constexpr std::size_t kMostParts = 64;

std::vector<Part> split_at_chunks(const ChunkTable& chunks,
                                  const StreamAccess& stream,
                                  std::uint64_t raw_offset,
                                  std::uint64_t raw_end) {
  std::vector<Part> parts;
  std::size_t chunk_index = chunks.find_chunk(raw_offset);
  for (std::uint64_t at = raw_offset; at < raw_end && parts.size() < kMostParts;
       ++chunk_index) {
    const ByteExtent extent = chunks.raw_extent(chunk_index);
    const std::uint64_t part_end = std::min(raw_end, extent.end());
    parts.push_back(
        {.chunk_index = chunk_index,
         .offset = at - extent.offset,
         .access = {
             .size = part_end - at,
             .is_new_visit = stream.is_new || stream.before <= extent.offset}});
    at = part_end;
  }
  return parts;
}

// The number of bytes after stream.end that are worth prefetching.
//
// A server needs several requests at once, and the first of them early: each
// takes longer than a local read.  The number of chunks grows with the stream,
// four times as fast as for a local file.
std::uint64_t bytes_ahead(const Recording& recording,
                          const StreamAccess& stream) {
  if (stream.ahead == 0 || !recording.is_remote()) {
    return stream.ahead;
  }
  return 4 * stream.ahead + 2 * recording.chunks().max_raw_size();
}

// A read that touches several chunks.  Each chunk is copied when it is loaded,
// and is not pinned while the read waits for another: readers that pin chunks
// while they wait for others could deadlock.
class Gathering : public std::enable_shared_from_this<Gathering> {
 public:
  Gathering(ChunkLoader& loader, std::shared_ptr<const Recording> recording,
            const StreamAccess& stream, std::uint64_t raw_offset,
            std::uint64_t raw_end, RecordingReader::OnRead on_read)
      : loader_(loader),
        recording_(std::move(recording)),
        stream_(stream),
        raw_offset_(raw_offset),
        next_(raw_offset),
        raw_end_(raw_end),
        bytes_(raw_end - raw_offset),
        on_read_(std::move(on_read)) {}

  // Loads parts until all are copied or one has failed, then calls on_read.
  // Returns early if a load is not finished: the thread that ends the load
  // continues.
  void go_on() noexcept {
    try {
      while (next_ < raw_end_ && !has_failed()) {
        if (!load_parts()) {
          return;
        }
      }
      answer();
    } catch (...) {
      fail(std::current_exception());
    }
  }

 private:
  // Returns whether all parts have been copied or have failed.
  bool load_parts() {
    parts_ = split_at_chunks(recording_->chunks(), stream_, next_, raw_end_);
    errors_.assign(parts_.size(), nullptr);
    places_.resize(parts_.size());
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      places_[i] = next_ - raw_offset_;
      next_ += parts_[i].access.size;
    }
    missing_ = parts_.size() + 1;  // One more for this loop.
    const std::size_t n_parts = parts_.size();
    for (std::size_t i = 0; i < n_parts; ++i) {
      load(i);
    }
    return is_last();
  }

  void load(std::size_t i) noexcept {
    try {
      const ChunkPin hit = loader_.find_or_load(
          recording_, parts_[i].chunk_index, parts_[i].access,
          [self = shared_from_this(), i](const ChunkPin& chunk,
                                         const std::exception_ptr& error) {
            self->set(i, chunk, error);
            if (self->is_last()) {
              self->go_on();
            }
          });
      if (hit) {
        set(i, hit, nullptr);
        is_last();
      }
    } catch (...) {
      set(i, {}, std::current_exception());
      is_last();
    }
  }

  // Each part is set once, by one thread.  The atomic `missing_` publishes it
  // to the thread that continues.
  void set(std::size_t i, const ChunkPin& chunk,
           const std::exception_ptr& error) {
    if (chunk) {
      std::memcpy(bytes_.data() + places_[i],
                  chunk.bytes().data() + parts_[i].offset,
                  parts_[i].access.size);
    }
    errors_[i] = error;
  }
  bool is_last() {
    return missing_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

  bool has_failed() const { return first_error() != nullptr; }
  std::exception_ptr first_error() const {
    const auto failed = std::find_if(errors_.begin(), errors_.end(),
                                     [](const auto& error) { return error; });
    return failed == errors_.end() ? nullptr : *failed;
  }

  void answer() {
    if (const std::exception_ptr error = first_error()) {
      fail(error);
      return;
    }
    ReadResult result;
    result.gathered = std::move(bytes_);
    result.bytes = result.gathered.span();
    on_read_(std::move(result));
  }
  void fail(const std::exception_ptr& error) {
    ReadResult result;
    result.error = error;
    on_read_(std::move(result));
  }

  ChunkLoader& loader_;
  std::shared_ptr<const Recording> recording_;
  StreamAccess stream_;
  std::uint64_t raw_offset_;
  std::uint64_t next_;  // End of the parts requested so far.
  std::uint64_t raw_end_;
  // Vectors with one entry for each part that is being loaded.
  std::vector<Part> parts_;
  std::vector<std::size_t> places_;  // In bytes_.
  std::vector<std::exception_ptr> errors_;
  std::atomic<std::size_t> missing_ = 0;
  ByteBuffer bytes_;
  RecordingReader::OnRead on_read_;
};

ReadResult one_part(const Part& part, ChunkPin chunk,
                    const std::exception_ptr& error) {
  ReadResult result;
  result.error = error;
  if (chunk) {
    result.bytes = chunk.bytes().subspan(part.offset, part.access.size);
    result.pin = std::move(chunk);
  }
  return result;
}

void read_one(ChunkLoader& loader,
              const std::shared_ptr<const Recording>& recording,
              const Part& part, RecordingReader::OnRead on_read) {
  // Shared by the callback and by the code after the call.
  const auto answer =
      std::make_shared<RecordingReader::OnRead>(std::move(on_read));
  ChunkPin hit = loader.find_or_load(
      recording, part.chunk_index, part.access,
      [part, answer](ChunkPin chunk, const std::exception_ptr& error) {
        (*answer)(one_part(part, std::move(chunk), error));
      });
  if (hit) {
    (*answer)(one_part(part, std::move(hit), nullptr));
  }
}

}  // namespace

void RecordingReader::read(const std::shared_ptr<const Recording>& recording,
                           Readahead& streams, std::uint64_t raw_offset,
                           std::size_t size, OnRead on_read) {
  const std::uint64_t raw_size = recording->chunks().raw_size();
  if (raw_offset >= raw_size || size == 0) {
    on_read({});
    return;
  }
  const std::uint64_t raw_end =
      raw_offset + std::min<std::uint64_t>(size, raw_size - raw_offset);
  const StreamAccess stream =
      streams.note(raw_offset, raw_end - raw_offset, recording->is_remote());
  const std::vector<Part> parts =
      split_at_chunks(recording->chunks(), stream, raw_offset, raw_end);
  if (parts.size() == 1) {
    read_one(loader_, recording, parts.front(), std::move(on_read));
  } else {
    std::make_shared<Gathering>(loader_, recording, stream, raw_offset, raw_end,
                                std::move(on_read))
        ->go_on();
  }
  mark_consumed(*recording, stream);
  if (stream.ahead != 0) {
    prefetch(recording, stream);
  }
}

// A stream has moved past a chunk when none of its late reads can touch it.
void RecordingReader::mark_consumed(const Recording& recording,
                                    const StreamAccess& access) {
  constexpr std::uint64_t kLate = Readahead::kReordering;
  if (access.is_new || access.before <= kLate) {
    return;
  }
  const ChunkTable& chunks = recording.chunks();
  const std::size_t first = chunks.find_chunk(access.before - kLate);
  const std::size_t last = chunks.find_chunk(access.end - kLate);
  for (std::size_t i = first; i < last; ++i) {
    loader_.mark_consumed(recording, i);
  }
}

void RecordingReader::prefetch(
    const std::shared_ptr<const Recording>& recording,
    const StreamAccess& access) {
  // Bounds the prefetch of a file with tiny chunks.
  constexpr std::size_t kMaxChunks = 32;
  const ChunkTable& chunks = recording->chunks();
  const std::uint64_t end = access.end + bytes_ahead(*recording, access);
  std::size_t next = chunks.find_chunk(access.end - 1) + 1;
  const std::size_t last = std::min(chunks.n_chunks(), next + kMaxChunks);
  while (next < last && chunks.raw_extent(next).offset < end) {
    if (loader_.prefetch(recording, next)) {
      log_readahead(*recording, next, access);
    }
    ++next;
  }
}

}  // namespace mtscomp
