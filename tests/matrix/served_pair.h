// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A data file in memory that is damaged repeatedly and read with the code of
// the mount's reads, by each decoder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/reader/recording.h"
#include "support/bytes.h"

namespace mtscomp {

class ServedPair {
 public:
  explicit ServedPair(const Bytes& cbin);

  // Replaces the bytes from this offset on.
  void write_from(std::size_t offset, std::span<const std::byte> bytes);
  // Replaces this byte only.
  void set(std::size_t offset, std::byte value);

  // The present file with this header.
  Recording open(const Header& header) const;

  // The chunk that the decoder returns; nothing after CorruptChunkError.
  // Throws: all other errors of loading.
  static std::optional<Bytes> load(const Recording& recording,
                                   std::size_t chunk_index,
                                   ChunkDecoder& decoder);

 private:
  FileDescriptor file_;
};

// One pair for each decoder that this machine can run.
std::vector<ChunkDecoder> all_decoders();

}  // namespace mtscomp
