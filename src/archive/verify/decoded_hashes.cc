// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/verify/decoded_hashes.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>
#include <system_error>
#include <utility>

#include "base/files/sha1.h"
#include "base/threads/ordered_tasks.h"
#include "base/threads/thread_pool.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/reader/recording.h"
#include "reader/segment_decoder.h"

namespace mtscomp {
namespace {

// The bytes of a chunk, and its samples unless there was an error.
struct DecodedChunk {
  ByteBuffer compressed;  // May be longer than the chunk.
  ByteBuffer samples;
  std::string error;
  bool is_read = true;
  bool has_wrong_segments = false;
};

// Moves the compressed bytes out of the scratch: a chunk that was read but not
// decoded is still needed for the SHA-1 of the file.
DecodedChunk decode_chunk(const Recording& recording, std::size_t chunk_index,
                          LoadScratch& scratch) {
  DecodedChunk chunk;
  try {
    chunk.samples = recording.load_chunk(
        chunk_index, scratch, [&](const CompressedChunk& compressed) {
          const SegmentResult result =
              decode_by_segments(recording, compressed, scratch.decoder);
          chunk.has_wrong_segments = result == SegmentResult::kWrong;
          if (result != SegmentResult::kDecoded) {
            scratch.decoder.decode(recording.layout(), compressed.stream,
                                   compressed.samples, compressed.scratch);
          }
        });
  } catch (const CorruptChunkError& error) {
    chunk.error = error.what();
  } catch (const std::system_error& error) {
    chunk.error = error.what();
    chunk.is_read = false;
  } catch (const std::bad_alloc&) {
    chunk.error = fmt::format(
        "{}: chunk {}: out of memory: {} bytes needed; use fewer threads (-p)",
        recording.name(), chunk_index,
        recording.chunks().raw_extent(chunk_index).size);
    chunk.is_read = false;
  }
  chunk.compressed = std::exchange(scratch.compressed, ByteBuffer());
  return chunk;
}

class Hasher {
 public:
  // `is_whole`: the .cbin has the size in its header.
  explicit Hasher(bool is_whole) : can_hash_file_(is_whole) {}

  void add(const DecodedChunk& chunk, std::size_t compressed_size) {
    can_hash_file_ = can_hash_file_ && chunk.is_read &&
                     chunk.compressed.size() >= compressed_size;
    if (can_hash_file_) {
      file_.update(chunk.compressed.span().first(compressed_size));
    }
    if (chunk.error.empty()) {
      hashes_.n_wrong_segments += chunk.has_wrong_segments ? 1 : 0;
      samples_.update(chunk.samples.span());
      return;
    }
    (chunk.is_read ? hashes_.bad : hashes_.unread).add(chunk.error);
  }

  DecodedHashes finish() {
    if (can_hash_file_) {
      hashes_.sha1_compressed = file_.finish();
    }
    if (hashes_.bad.count == 0 && hashes_.unread.count == 0) {
      hashes_.sha1_uncompressed = samples_.finish();
    }
    return std::move(hashes_);
  }

 private:
  bool can_hash_file_;
  Sha1 file_;
  Sha1 samples_;
  DecodedHashes hashes_;
};

}  // namespace

void ChunkFaults::add(std::string message) {
  constexpr std::size_t kMaxMessages = 5;
  ++count;
  if (messages.size() < kMaxMessages) {
    messages.push_back(std::move(message));
  }
}

std::string ChunkFaults::describe() const {
  std::string text;
  for (const std::string& message : messages) {
    text += (text.empty() ? "" : "; ") + message;
  }
  const std::size_t n_more = count - messages.size();
  return n_more == 0 ? text
                     : fmt::format("{}; and {} more chunks", text, n_more);
}

DecodedHashes decode_and_hash(SourceFilePtr cbin, const std::string& cbin_path,
                              const Header& header, std::size_t n_threads,
                              const std::stop_token& stop,
                              const OnBytesRead& on_read) {
  const auto size = static_cast<std::uint64_t>(cbin->status(cbin_path).st_size);
  const Recording recording(0, cbin_path, std::move(cbin),
                            std::make_shared<const RecordingLayout>(header));
  Hasher hasher(size == header.cbin_size());
  std::vector<LoadScratch> scratch(n_threads);
  ThreadPool pool(n_threads);
  OrderedTasks<DecodedChunk> decoding(pool, n_threads + 1);
  std::size_t n_taken = 0;
  const auto take_oldest = [&] {
    const std::uint64_t n_bytes =
        recording.chunks().cbin_extent(n_taken++).size;
    hasher.add(decoding.take_oldest(), n_bytes);
    on_read(n_bytes);
  };
  for (std::size_t i = 0; i < header.n_chunks(); ++i) {
    if (decoding.is_full()) {
      take_oldest();
    }
    if (stop.stop_requested()) {
      throw Stopped(cbin_path + ": stopped");
    }
    decoding.submit([&, i](std::size_t thread) {
      return decode_chunk(recording, i, scratch[thread]);
    });
  }
  while (!decoding.is_empty()) {
    take_oldest();
  }
  return hasher.finish();
}

}  // namespace mtscomp
