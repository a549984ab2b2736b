// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording.h"

#include <fmt/format.h>

#include <cerrno>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"

namespace mtscomp {

Recording::Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
                     const Header& header)
    : id_(id),
      name_(std::move(name)),
      cbin_(std::move(cbin)),
      identity_(FileIdentity::of(file_status(cbin_, name_))),
      layout_(ChunkLayout::of(header)),
      sample_rate_(header.sample_rate),
      chunks_(header) {}

ByteBuffer Recording::load_chunk(std::size_t chunk_index,
                                 LoadScratch& scratch) const {
  const std::span<const std::byte> compressed =
      read_compressed(chunk_index, scratch.compressed);
  ByteBuffer samples(chunks_.raw_extent(chunk_index).size);
  try {
    scratch.decoder.decode(
        layout_, compressed, samples.span(),
        scratch_in(scratch.inflated,
                   ChunkDecoder::scratch_size(layout_, samples.size())));
  } catch (const CorruptChunkError& error) {
    throw CorruptChunkError(
        fmt::format("{}: {}", describe_chunk(chunk_index), error.what()));
  }
  return samples;
}

std::span<const std::byte> Recording::read_compressed(
    std::size_t chunk_index, ByteBuffer& buffer) const {
  const FileIdentity now = FileIdentity::of(file_status(cbin_, name_));
  if (now != identity_) {
    throw_system_error(
        EIO, fmt::format("{}: the file has changed since it was opened",
                         describe_chunk(chunk_index)));
  }
  const ByteExtent extent = chunks_.cbin_extent(chunk_index);
  if (extent.end() > now.size) {
    throw CorruptChunkError(
        fmt::format("{}: expected to end at byte {}, found a file of {} bytes",
                    describe_chunk(chunk_index), extent.end(), now.size));
  }
  const std::span<std::byte> compressed = scratch_in(buffer, extent.size);
  const std::size_t n_read =
      pread_up_to(cbin_, compressed, extent.offset, name_);
  if (n_read != extent.size) {
    throw_system_error(
        EIO, fmt::format("{}: expected {} bytes, found {}",
                         describe_chunk(chunk_index), extent.size, n_read));
  }
  return compressed;
}

std::string Recording::describe_chunk(std::size_t chunk_index) const {
  const std::uint64_t first = chunks_.first_sample(chunk_index);
  return fmt::format("{}: chunk {} (samples {} to {})", name_, chunk_index,
                     first, first + chunks_.n_samples(chunk_index) - 1);
}

}  // namespace mtscomp
