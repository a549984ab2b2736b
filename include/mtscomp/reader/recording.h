// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open recording: its open .cbin, and the layout from its header.
//
// Immutable, except for the record of changes of the .cbin (FileVersion).  Safe
// to share between threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/chunk_table.h"
#include "mtscomp/format/header.h"
#include "mtscomp/reader/content_hashes.h"
#include "mtscomp/reader/file_version.h"
#include "mtscomp/reader/recording_layout.h"

namespace MTSCOMP_API mtscomp {

// Memory and decoder of one thread, reused from load to load.
struct LoadScratch {
  ByteBuffer compressed;  // Starts with the compressed bytes of the last chunk.
  ByteBuffer inflated;    // Scratch memory of the decoder.
  ChunkDecoder decoder;
};

// Durations of the two steps of a load.
struct LoadTimes {
  std::chrono::nanoseconds read{};
  std::chrono::nanoseconds decode{};
};

// Thrown if the times of an open .cbin changed, but not its size.  Call
// verify_content() to find out whether the content of the .cbin changed.
class UnverifiedContentError : public std::system_error {
 public:
  using std::system_error::system_error;
};

class Recording {
 public:
  // `id` is unique to this version of the pair (PairIdentity).  `name` is the
  // path of the .cbin, for messages.
  // Requires: `header` is valid and describes `cbin`.
  // Throws: std::system_error.
  Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
            const Header& header);
  // Shares the layout with other open recordings of the same version of a pair.
  Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
            std::shared_ptr<const RecordingLayout> layout);

  std::uint64_t id() const { return id_; }
  const std::string& name() const { return name_; }
  // Returns the identity that the .cbin had at construction.
  const FileIdentity& identity() const { return version_.opened(); }
  const ChunkTable& chunks() const { return layout_->chunks; }
  const ChunkLayout& layout() const { return layout_->chunk; }
  const Dtype& dtype() const { return layout().dtype; }
  std::uint64_t n_channels() const { return layout().n_channels; }
  std::uint64_t n_samples() const {
    return chunks().raw_size() / chunks().sample_size();
  }
  double sample_rate() const { return layout_->sample_rate; }  // Hz.

  // Returns the size of the temporary memory that load_chunk() needs for any
  // chunk, in bytes.  The memory for the decoded chunk is not included.
  std::size_t workspace_size() const;

  // Reads and decodes one chunk into `samples`.
  // Requires: `samples` has exactly the size of the decoded chunk.  `workspace`
  // has at least workspace_size() bytes.
  // Throws: like load_chunk() below.  The content of `samples` is then
  // undefined.
  LoadTimes load_chunk(std::size_t chunk_index, std::span<std::byte> samples,
                       std::span<std::byte> workspace,
                       ChunkDecoder& decoder) const;

  // Reads and decodes one chunk.
  // Throws: CorruptChunkError if the chunk is damaged, or if the .cbin ends
  // before the end of the chunk; std::system_error if the .cbin cannot be read;
  // std::system_error with EIO if the .cbin changed after it was opened;
  // UnverifiedContentError if only the times of the .cbin changed.  Messages
  // name the file, the chunk and the samples of the chunk.
  ByteBuffer load_chunk(std::size_t chunk_index, LoadScratch& scratch) const;

  // If the times of the .cbin have changed, compares the SHA-1 of the whole
  // .cbin with the SHA-1 in the header.  If the two SHA-1s are equal, later
  // loads succeed.  If they differ, or if the header has no SHA-1, later loads
  // fail with EIO.  This function can run for minutes.
  // Throws: std::system_error, with EIO if the .cbin changes again and again.
  void verify_content(ContentHashes& hashes) const;

  // Returns a text such as "x.cbin: chunk 3 (samples 90000 to 119999)".
  std::string describe_chunk(std::size_t chunk_index) const;

 private:
  LoadTimes load(std::size_t chunk_index, std::span<std::byte> samples,
                 std::span<std::byte> compressed, std::span<std::byte> inflated,
                 ChunkDecoder& decoder) const;
  std::size_t max_compressed_size() const;
  ByteExtent extent_in_file(std::size_t chunk_index) const;
  void read_compressed(std::size_t chunk_index,
                       std::span<std::byte> compressed) const;
  void require_unchanged(const std::string& chunk) const;

  std::uint64_t id_;
  std::string name_;
  FileDescriptor cbin_;
  mutable FileVersion version_;  // Changes of the .cbin.
  std::shared_ptr<const RecordingLayout> layout_;
};

}  // namespace mtscomp
