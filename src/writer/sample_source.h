// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The samples that a new pair is made of: a plain recording (raw_source.h), or
// an existing pair (archive/repack/pair_source.h).
//
// fetch() and take() are called on one thread, for all chunks in order.
// decode() is called between them, on any thread of a pool.
#pragma once

#include <cstddef>
#include <string>

#include "base/files/modification_time.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/base/file_permissions.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

// One chunk on its way from the source to the encoder.
struct SourceChunk {
  ByteBuffer samples;
  // The bytes that `samples` were decoded from, in a part of a buffer.  Unused
  // for a plain recording.
  ByteBuffer encoded;
  std::size_t n_encoded = 0;
};

// Permissions and modification time that a new file takes from its source.
struct SourceAttributes {
  FilePermissions permissions;
  timespec modified = {};
};

class SampleSource {
 public:
  SampleSource() = default;
  SampleSource(const SampleSource&) = delete;
  SampleSource& operator=(const SampleSource&) = delete;
  virtual ~SampleSource() = default;

  // Returns the path of the source, for messages.
  virtual std::string path() const = 0;

  // Returns the header of the new pair, without the values that depend on its
  // .cbin.
  virtual Header make_header() const = 0;
  // Returns the text of the new .ch.
  virtual std::string serialize(const Header& header) const = 0;

  // Reads the next chunk.  `chunk` may contain the memory of an earlier one.
  virtual void fetch(std::size_t chunk_index, SourceChunk& chunk) = 0;
  // Makes the samples of the chunk, in the memory of an earlier one if that has
  // the same size.  `thread` is the number of the thread.
  virtual void decode(std::size_t chunk_index, SourceChunk& chunk,
                      std::size_t thread) = 0;
  // Called after the chunk is encoded.
  virtual void take(const SourceChunk& chunk) = 0;

  // Called after the last chunk, before the new pair is published.  `sha1` is
  // the SHA-1 of all samples.
  // Throws: UsageError if the source has changed since its constructor;
  // UsageError or CorruptChunkError if the SHA-1 is wrong; std::system_error.
  virtual void check(const std::string& sha1) = 0;

  // Current attributes of the files that the new .cbin and .ch are made from.
  // Throws: std::system_error.
  virtual SourceAttributes cbin_attributes() const = 0;
  virtual SourceAttributes ch_attributes() const = 0;
};

}  // namespace mtscomp
