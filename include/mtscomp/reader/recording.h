// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open recording: its .cbin, and what its header says of it.
//
// Immutable, except for the known states of the .cbin; safe to share between
// threads.
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

// What one thread keeps between loads, so that memory is reused.
struct LoadScratch {
  ByteBuffer compressed;  // Of the chunk loaded last, at its start.
  ByteBuffer inflated;    // The decoder's scratch.
  ChunkDecoder decoder;
};

// How long the two halves of a load took.
struct LoadTimes {
  std::chrono::nanoseconds read{};
  std::chrono::nanoseconds decode{};
};

// The times of an open .cbin changed, and its size did not: verify_content()
// tells whether its content did.
class UnverifiedContentError : public std::system_error {
 public:
  using std::system_error::system_error;
};

class Recording {
 public:
  // `id` is unique to this version of these files; `name` is the .cbin, for
  // messages.  Requires: `header` is valid and describes `cbin`.
  // Throws: std::system_error.
  Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
            const Header& header);
  // Also for a layout that other openings of this version may have.
  Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
            std::shared_ptr<const RecordingLayout> layout);

  std::uint64_t id() const { return id_; }
  const std::string& name() const { return name_; }
  // Identity of the .cbin at construction.
  const FileIdentity& identity() const { return version_.opened(); }
  const ChunkTable& chunks() const { return layout_->chunks; }
  const ChunkLayout& layout() const { return layout_->chunk; }
  const Dtype& dtype() const { return layout().dtype; }
  std::uint64_t n_channels() const { return layout().n_channels; }
  std::uint64_t n_samples() const {
    return chunks().raw_size() / chunks().sample_size();
  }
  double sample_rate() const { return layout_->sample_rate; }  // Hz.

  // Bytes that loading any chunk takes besides the chunk.
  std::size_t workspace_size() const;

  // Reads and decodes one chunk into `samples`, of its very size.  Requires:
  // `workspace` has workspace_size() bytes or more.
  // Throws: as the load_chunk() below; `samples` is then rubbish.
  LoadTimes load_chunk(std::size_t chunk_index, std::span<std::byte> samples,
                       std::span<std::byte> workspace,
                       ChunkDecoder& decoder) const;

  // Reads and decodes one chunk.
  // Throws: CorruptChunkError if the bytes are not verified, or the .cbin ends
  // before the chunk does; std::system_error if it cannot be read, and with EIO
  // if it has changed since it was opened, or changes during the read; if only
  // its times did, that is an UnverifiedContentError.  Messages name file,
  // chunk and samples.
  ByteBuffer load_chunk(std::size_t chunk_index, LoadScratch& scratch) const;

  // Compares the SHA-1 of the whole .cbin with the header's, after its times
  // have changed.  Loads succeed from then on if it is the same; otherwise, or
  // if the header has none, they fail with EIO.  May take minutes. Throws:
  // std::system_error, with EIO if the file keeps changing.
  void verify_content(ContentHashes& hashes) const;

  // "x.cbin: chunk 3 (samples 90000 to 119999)".
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
  mutable FileVersion version_;  // The content of the .cbin.
  std::shared_ptr<const RecordingLayout> layout_;
};

}  // namespace mtscomp
