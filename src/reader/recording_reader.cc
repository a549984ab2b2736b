// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording_reader.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace mtscomp {
namespace {

// The part of a read that lies in one chunk.
struct Part {
  std::size_t chunk_index = 0;
  std::size_t offset = 0;  // In the chunk, bytes.
  std::size_t size = 0;    // Bytes.
  ChunkPtr chunk;
  std::exception_ptr error;
};

// A read whose chunks are on their way.  Each part is written by one thread
// only; the count of missing parts publishes them to the one that replies.
class PendingRead {
 public:
  PendingRead(std::vector<Part> parts, RecordingReader::OnRead on_read)
      : parts_(std::move(parts)),
        missing_(parts_.size()),
        on_read_(std::move(on_read)) {}

  void set(std::size_t part_index, const ChunkPtr& chunk,
           const std::exception_ptr& error) {
    parts_[part_index].chunk = chunk;
    parts_[part_index].error = error;
    if (missing_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      on_read_(collect());
    }
  }

 private:
  ReadResult collect() {
    ReadResult result;
    for (Part& part : parts_) {
      if (part.error) {
        return {.slices = {}, .error = part.error};
      }
      result.slices.push_back(
          {.bytes = part.chunk->span().subspan(part.offset, part.size),
           .pin = std::move(part.chunk)});
    }
    return result;
  }

  std::vector<Part> parts_;
  std::atomic<std::size_t> missing_;
  RecordingReader::OnRead on_read_;
};

std::vector<Part> split_at_chunks(const ChunkTable& chunks,
                                  std::uint64_t raw_offset, std::size_t size) {
  std::vector<Part> parts;
  const std::uint64_t raw_size = chunks.raw_size();
  if (raw_offset >= raw_size || size == 0) {
    return parts;
  }
  const std::uint64_t end =
      raw_offset + std::min<std::uint64_t>(size, raw_size - raw_offset);
  std::size_t chunk_index = chunks.find_chunk(raw_offset);
  for (std::uint64_t at = raw_offset; at < end; ++chunk_index) {
    const ByteExtent extent = chunks.raw_extent(chunk_index);
    const std::uint64_t part_end = std::min(end, extent.end());
    parts.push_back({.chunk_index = chunk_index,
                     .offset = at - extent.offset,
                     .size = part_end - at,
                     .chunk = nullptr,
                     .error = nullptr});
    at = part_end;
  }
  return parts;
}

}  // namespace

void RecordingReader::read(const std::shared_ptr<const Recording>& recording,
                           std::uint64_t raw_offset, std::size_t size,
                           OnRead on_read) {
  std::vector<Part> parts =
      split_at_chunks(recording->chunks(), raw_offset, size);
  if (parts.empty()) {
    on_read({});
    return;
  }
  std::vector<std::size_t> chunk_indexes;
  chunk_indexes.reserve(parts.size());
  for (const Part& part : parts) {
    chunk_indexes.push_back(part.chunk_index);
  }
  const auto pending =
      std::make_shared<PendingRead>(std::move(parts), std::move(on_read));
  for (std::size_t i = 0; i < chunk_indexes.size(); ++i) {
    ChunkPtr hit = loader_.find_or_load(
        recording, chunk_indexes[i],
        [pending, i](const ChunkPtr& chunk, const std::exception_ptr& error) {
          pending->set(i, chunk, error);
        });
    if (hit) {
      pending->set(i, hit, nullptr);
    }
  }
}

}  // namespace mtscomp
