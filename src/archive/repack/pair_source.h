// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The samples of an existing pair, as the source of a new pair.  Every byte of
// the .cbin is read once and compared with both SHA-1s of the header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/files/sha1.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_identity.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/format/header.h"
#include "mtscomp/reader/recording.h"
#include "writer/sample_source.h"

namespace mtscomp {

class PairSource : public SampleSource {
 public:
  // Opens both files once.  decode() may be called by n_threads threads.
  // Throws: UsageError if the SHA-1 of the samples could not be verified,
  // because the header has none or decoding is lossy; FormatError;
  // CorruptChunkError if the .cbin does not have the size in its header;
  // std::system_error.
  PairSource(const FileLocation& cbin, const FileLocation& ch,
             std::size_t n_threads);

  const Header& header() const { return header_; }
  const Recording& recording() const { return recording_; }
  std::uint64_t n_read() const { return n_read_; }  // Bytes taken so far.

  std::string path() const override { return cbin_.path(); }
  Header make_header() const override;
  std::string serialize(const Header& header) const override;
  void fetch(std::size_t /*chunk_index*/, SourceChunk& /*chunk*/) override {}
  void decode(std::size_t chunk_index, SourceChunk& chunk,
              std::size_t thread) override;
  void take(const SourceChunk& chunk) override;
  void check(const std::string& sha1) override;
  SourceAttributes cbin_attributes() const override;
  SourceAttributes ch_attributes() const override;

 private:
  // An open file of the pair.
  struct OpenFile {
    explicit OpenFile(FileLocation place);
    void check_unchanged() const;
    SourceAttributes attributes() const;

    FileLocation location;
    FileDescriptor file;
    FileIdentity identity;
  };

  // Objects that one thread reuses for all chunks.
  struct DecodingThread {
    ByteBuffer workspace;
    ChunkDecoder decoder;
  };

  void check_provable() const;
  void compare(std::string_view what, std::string_view key,
               const std::string& expected, const std::string& found) const;

  FileLocation cbin_;
  OpenFile ch_file_;  // Opened first: a writer publishes the .ch last.
  OpenFile cbin_file_;
  std::string text_;  // Of the .ch.
  Header header_;
  Recording recording_;
  std::vector<DecodingThread> threads_;
  Sha1 cbin_sha1_;
  std::uint64_t n_read_ = 0;
};

}  // namespace mtscomp
