// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The two files of a recording that is being packed: chunks are appended in
// order, and the pair appears only when it is whole (pair_output.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mtscomp/base/output_file.h"
#include "mtscomp/base/sha1.h"
#include "mtscomp/format/header.h"

namespace mtscomp {

class ChunkWriter {
 public:
  // Puts back or removes what a killed writer of the same pair left behind,
  // then creates the partial .cbin. Throws: UsageError if either file exists
  // and may not be replaced; std::system_error.
  ChunkWriter(std::string cbin_path, std::string ch_path, Existing existing);

  // Appends the next chunk.  Throws: std::system_error.
  void append(std::span<const std::byte> compressed);

  std::uint64_t cbin_size() const { return chunk_offsets_.back(); }

  // Completes the header with chunk_offsets and sha1_compressed, and puts both
  // files into place, with no more permissions than the recording has, or those
  // of the pair that they replace.  Requires: called once, after the last
  // chunk. Throws: std::system_error; an older pair is there again then.
  void commit(Header header, const FilePermissions& of_recording);

 private:
  std::string ch_path_;
  Existing existing_;
  OutputFile cbin_;
  Sha1 sha1_;
  std::vector<std::uint64_t> chunk_offsets_ = {0};
};

}  // namespace mtscomp
