// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One open recording: its open .cbin, and the layout from its header.
//
// Immutable, except for the record of changes of the .cbin (FileVersion) and of
// the first warning.  Safe to share between threads.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/error.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/chunk_layout.h"
#include "mtscomp/format/chunk_table.h"
#include "mtscomp/format/header.h"
#include "mtscomp/format/segments.h"
#include "mtscomp/reader/content_hashes.h"
#include "mtscomp/reader/file_version.h"
#include "mtscomp/reader/recording_layout.h"
#include "mtscomp/source/source_file.h"

namespace MTSCOMP_API mtscomp {

// Bytes of the .cbin that loads have read, and have skipped because they are in
// segments without a wanted channel.
struct ReadCounters {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_skipped = 0;
  std::uint64_t n_segments = 0;  // Segments that were decoded alone.
};

// Memory and decoder of one thread, reused from load to load.
struct LoadScratch {
  // Starts with the compressed bytes of the chunk that load_chunk() loaded
  // last.
  ByteBuffer compressed;
  ByteBuffer inflated;  // Scratch memory of the decoder.
  ChunkDecoder decoder;
  ReadCounters counters = {};
};

// Decoded values of some neighbouring channels of one chunk, sample-major.
struct ChannelBlock {
  std::uint64_t first_channel = 0;
  std::uint64_t n_channels = 0;
  ByteBuffer values;
};

// One chunk of a load, before it is decoded.
struct CompressedChunk {
  std::size_t chunk_index;
  std::span<const std::byte> stream;
  std::span<std::byte> samples;  // To be filled.
  std::span<std::byte> scratch;  // Memory that the decoder may overwrite.
};
using DecodeChunk = std::function<void(const CompressedChunk& chunk)>;

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
  // path of the .cbin, for messages.  `layout` is shared with other open
  // recordings of the same version of a pair.
  // Requires: `layout` is made from the header of `cbin`.
  // Throws: std::system_error.
  Recording(std::uint64_t id, std::string name, SourceFilePtr cbin,
            std::shared_ptr<const RecordingLayout> layout);
  // Reads a local .cbin through its descriptor.
  // Requires: `header` is valid and describes `cbin`.
  Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
            const Header& header);

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

  // Reads one chunk, and calls `decode` to fill `samples`.
  // Requires: `samples` has exactly the size of the decoded chunk.  `workspace`
  // has at least workspace_size() bytes.
  // Throws: like load_chunk() below.  The content of `samples` is then
  // undefined.
  LoadTimes load_chunk(std::size_t chunk_index, std::span<std::byte> samples,
                       std::span<std::byte> workspace,
                       const DecodeChunk& decode) const;

  // Whether the .cbin is on a server: reading then waits, and uses no core.
  bool is_remote() const { return cbin_->descriptor() == nullptr; }

  // load_chunk() in two steps, for a remote .cbin.  Returns the size of the
  // compressed chunk, in bytes.
  // Throws: CorruptChunkError if the .cbin ends before the end of the chunk.
  std::size_t fetched_size(std::size_t chunk_index) const;
  // Reads the compressed bytes of a chunk, from `offset` in the chunk on.
  // Throws: like load_chunk().
  void fetch(std::size_t chunk_index, std::uint64_t offset,
             std::span<std::byte> bytes, const ReadLimits& limits) const;
  // Calls `decode` to fill `samples` from `compressed`, which are all bytes of
  // the chunk.  `scratch` has at least scratch_size() bytes.
  // Throws: like load_chunk().
  void decode(std::size_t chunk_index, std::span<const std::byte> compressed,
              std::span<std::byte> samples, std::span<std::byte> scratch,
              const DecodeChunk& decode) const;
  // Return the size of the memory that the two steps need for any chunk.
  std::size_t max_fetched_size() const;
  std::size_t scratch_size() const {
    return scratch_size(chunks().max_raw_size());
  }

  // Reads and decodes one chunk.
  // Throws: CorruptChunkError if the chunk is damaged, or if the .cbin ends
  // before the end of the chunk; std::system_error if the .cbin cannot be read;
  // std::system_error with EIO if the .cbin changed after it was opened;
  // UnverifiedContentError if only the times of the .cbin changed.  Messages
  // name the file, the chunk and the samples of the chunk.
  ByteBuffer load_chunk(std::size_t chunk_index, LoadScratch& scratch) const;
  // Calls `decode` in place of scratch.decoder.
  ByteBuffer load_chunk(std::size_t chunk_index, LoadScratch& scratch,
                        const DecodeChunk& decode) const;

  // Reads and decodes a chunk, or only the segments of it that have the listed
  // channels, if the chunk can be read in this way.  Every listed channel is in
  // one of the returned blocks.  An empty list means all channels.  Damage in
  // other segments is then not noticed.
  // Throws: like load_chunk().
  std::vector<ChannelBlock> load_channels(
      std::size_t chunk_index, std::span<const std::uint64_t> channels,
      LoadScratch& scratch) const;

  // Whether the header has segments, which can fit some chunks or none.
  bool has_segments() const { return !layout_->segments.empty(); }

  // Returns the size of the scratch memory for decoding a segment of any chunk,
  // in bytes.
  std::size_t segment_scratch_size() const {
    return layout_->segment_scratch_size;
  }

  // Returns the segments that the header lists for a chunk.  They may be wrong.
  std::vector<Segment> listed_segments(std::size_t chunk_index) const;

  // Returns the segments of a chunk whose stream ends with the Adler-32
  // `stream_adler`.  Returns an empty list if the chunk has none, or if those
  // in the header do not fit the chunk; this is reported.
  std::vector<Segment> segments_of(std::size_t chunk_index,
                                   std::uint32_t stream_adler) const;

  // Logs that the segments in the header do not describe a chunk.  Only the
  // first call logs.
  void report_wrong_segments(std::size_t chunk_index) const;

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
                 const DecodeChunk& decode) const;
  bool can_load_channels(const LoadScratch& scratch) const;
  std::vector<ChannelBlock> load_segments(
      std::size_t chunk_index, std::span<const std::uint64_t> channels,
      LoadScratch& scratch) const;
  std::span<const std::byte> read_part(std::size_t chunk_index,
                                       std::uint64_t offset, std::uint64_t size,
                                       LoadScratch& scratch) const;
  ChannelBlock decode_segment(std::size_t chunk_index, const Segment& segment,
                              std::span<const std::byte> bytes,
                              LoadScratch& scratch) const;
  [[noreturn]] void throw_damaged(std::size_t chunk_index,
                                  const CorruptChunkError& error) const;
  std::size_t scratch_size(std::size_t samples_size) const;
  ByteExtent extent_in_file(std::size_t chunk_index) const;
  void read_unchanged(std::uint64_t offset, std::span<std::byte> bytes,
                      const std::string& chunk, const ReadLimits& limits) const;
  void require_unchanged(const std::string& chunk) const;

  std::uint64_t id_;
  std::string name_;
  SourceFilePtr cbin_;
  mutable FileVersion version_;  // Changes of the .cbin.
  std::shared_ptr<const RecordingLayout> layout_;
  mutable std::atomic<bool> has_warned_ =
      false;  // Of segments that do not fit.
};

}  // namespace mtscomp
