// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "matrix/served_pair.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

#include "mtscomp/base/error.h"
#include "reader/segment_decoder.h"

namespace mtscomp {
ServedPair::ServedPair(const Bytes& cbin)
    : file_(::memfd_create("damaged", MFD_CLOEXEC)) {
  write_from(0, cbin);
}

void ServedPair::write_from(std::size_t offset,
                            std::span<const std::byte> bytes) {
  const auto at = static_cast<off_t>(offset);
  const auto size = static_cast<off_t>(bytes.size());
  if (::ftruncate(file_.get(), at + size) != 0 ||
      ::pwrite(file_.get(), bytes.data(), bytes.size(), at) != size) {
    throw std::runtime_error("the file in memory cannot be written");
  }
}

void ServedPair::set(std::size_t offset, std::byte value) {
  if (::pwrite(file_.get(), &value, 1, static_cast<off_t>(offset)) != 1) {
    throw std::runtime_error("the file in memory cannot be written");
  }
}

Recording ServedPair::open(const Header& header) const {
  return {0, "x.cbin", FileDescriptor(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0)),
          header};
}

std::optional<Bytes> ServedPair::load(const Recording& recording,
                                      std::size_t chunk_index,
                                      ChunkDecoder& decoder) {
  const std::size_t size = recording.chunks().raw_extent(chunk_index).size;
  Bytes samples(size);
  // workspace_size() is that of the selected decoder; no decoder needs more
  // than one chunk in addition.
  Bytes workspace(recording.workspace_size() +
                  recording.chunks().max_raw_size());
  try {
    recording.load_chunk(chunk_index, samples, workspace,
                         [&](const CompressedChunk& chunk) {
                           if (decode_by_segments(recording, chunk, decoder) !=
                               SegmentResult::kDecoded) {
                             decoder.decode(recording.layout(), chunk.stream,
                                            chunk.samples, chunk.scratch);
                           }
                         });
  } catch (const CorruptChunkError&) {
    return std::nullopt;
  }
  return samples;
}

std::vector<ChunkDecoder> all_decoders() {
  std::vector<ChunkDecoder> decoders;
  for (const DecoderKind kind : usable_decoders()) {
    decoders.emplace_back(kind);
  }
  return decoders;
}

}  // namespace mtscomp
