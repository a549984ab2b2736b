// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Writes the two files of a new pair.  Chunks are appended in order.  The pair
// appears only when it is complete (pair_output.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/files/sha1.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/base/output_file.h"
#include "mtscomp/format/header.h"
#include "writer/commit/pair_output.h"
#include "writer/sample_source.h"

namespace mtscomp {

class ChunkWriter {
 public:
  // Creates the partial .cbin, and cleans up after an interrupted writer of the
  // same pair.
  // Throws: UsageError if one of the two files exists and may not be replaced;
  // BusyError if another process writes the pair; std::system_error.
  ChunkWriter(const FileLocation& cbin, FileLocation ch, Existing existing);

  // Appends the next chunk.  Throws: std::system_error.
  void append(std::span<const std::byte> compressed);

  std::uint64_t cbin_size() const { return chunk_offsets_.back(); }

  // Adds chunk_offsets and sha1_compressed to the header and publishes both
  // files.  The files get the permissions of the pair that they replace.  If
  // they replace no pair, they get at most the permissions of the source.
  // Their modification times are those of the source.
  // Requires: this must be called once, after the last chunk.
  // Throws: as publish_pair(); FormatError if the header exceeds a limit.
  void commit(Header header, const SampleSource& source);

 private:
  FileLocation ch_;
  OutputFile cbin_;
  OlderPair older_;
  Sha1 sha1_;
  std::vector<std::uint64_t> chunk_offsets_ = {0};
};

}  // namespace mtscomp
