// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A data file in memory that is damaged again and again, read by the same code
// as the mount's reads, with each decoder.
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

  // Replaces what the file has from this byte on.
  void write_from(std::size_t offset, std::span<const std::byte> bytes);
  // Replaces this byte alone.
  void set(std::size_t offset, std::byte value);

  // The file as it is now, with this header.
  Recording open(const Header& header) const;

  // What the decoder gives of the chunk; nothing if that is CorruptChunkError.
  // Throws: what else loading throws.
  static std::optional<Bytes> load(const Recording& recording,
                                   std::size_t chunk_index,
                                   ChunkDecoder& decoder);

 private:
  FileDescriptor file_;
};

// One for each kind that can run here.
std::vector<ChunkDecoder> all_decoders();

}  // namespace mtscomp
