// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/reader/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

Recording::Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
                     const Header& header)
    : Recording(id, std::move(name), std::move(cbin),
                std::make_shared<const RecordingLayout>(header)) {}

Recording::Recording(std::uint64_t id, std::string name, FileDescriptor cbin,
                     std::shared_ptr<const RecordingLayout> layout)
    : id_(id),
      name_(std::move(name)),
      cbin_(std::move(cbin)),
      version_(file_status(cbin_, name_)),
      layout_(std::move(layout)) {}

// Rounded up: the next part of the workspace is then aligned.
std::size_t Recording::max_compressed_size() const {
  constexpr std::size_t kAlignment = 64;
  // The header may claim more bytes than the file has.
  const std::size_t size = std::min(chunks().max_cbin_size(), identity().size);
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

std::size_t Recording::workspace_size() const {
  return max_compressed_size() +
         ChunkDecoder::scratch_size(layout(), chunks().max_raw_size());
}

ByteBuffer Recording::load_chunk(std::size_t chunk_index,
                                 LoadScratch& scratch) const {
  // Throws before any memory is allocated if the file is too short.
  const std::size_t n_compressed = extent_in_file(chunk_index).size;
  ByteBuffer samples(chunks().raw_extent(chunk_index).size);
  const std::size_t n_inflated =
      ChunkDecoder::scratch_size(layout(), samples.size());
  load(chunk_index, samples.span(),
       scratch_in(scratch.compressed, n_compressed),
       scratch_in(scratch.inflated, n_inflated), scratch.decoder);
  return samples;
}

LoadTimes Recording::load_chunk(std::size_t chunk_index,
                                std::span<std::byte> samples,
                                std::span<std::byte> workspace,
                                ChunkDecoder& decoder) const {
  return load(chunk_index, samples,
              workspace.first(extent_in_file(chunk_index).size),
              workspace.subspan(max_compressed_size()), decoder);
}

LoadTimes Recording::load(std::size_t chunk_index, std::span<std::byte> samples,
                          std::span<std::byte> compressed,
                          std::span<std::byte> inflated,
                          ChunkDecoder& decoder) const {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  read_compressed(chunk_index, compressed);
  const Clock::time_point is_read = Clock::now();
  try {
    decoder.decode(layout(), compressed, samples, inflated);
  } catch (const CorruptChunkError& error) {
    throw CorruptChunkError(fmt::format(
        "{}: damaged: {}", describe_chunk(chunk_index), error.what()));
  }
  return {.read = is_read - start, .decode = Clock::now() - is_read};
}

void Recording::read_compressed(std::size_t chunk_index,
                                std::span<std::byte> compressed) const {
  const std::string chunk = describe_chunk(chunk_index);
  require_unchanged(chunk);
  const std::size_t n_read = pread_up_to(
      cbin_, compressed, chunks().cbin_extent(chunk_index).offset, chunk);
  if (n_read != compressed.size()) {
    throw_system_error(EIO, fmt::format("{}: only {} of {} bytes could be read",
                                        chunk, n_read, compressed.size()));
  }
  require_unchanged(chunk);  // Overwritten during the read?
}

void Recording::require_unchanged(const std::string& chunk) const {
  const std::string problem =
      chunk + ": the file has changed since it was opened";
  switch (version_.state_of(file_status(cbin_, chunk))) {
    case FileVersion::State::kSame:
      return;
    case FileVersion::State::kUnknown:
      throw UnverifiedContentError(EIO, std::generic_category(), problem);
    case FileVersion::State::kChanged:
      throw_system_error(EIO, problem);
  }
}

void Recording::verify_content(ContentHashes& hashes) const {
  constexpr int kAttempts = 3;  // A file may change during a verification.
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const struct stat now = file_status(cbin_, name_);
    if (version_.state_of(now) != FileVersion::State::kUnknown) {
      return;
    }
    const FileIdentity identity = FileIdentity::of(now);
    if (!layout_->sha1_compressed) {
      version_.settle(identity, false);
      return;
    }
    if (const auto sha1 = hashes.find_or_hash(cbin_, identity, name_)) {
      version_.settle(identity, *sha1 == *layout_->sha1_compressed);
      return;
    }
  }
  throw_system_error(
      EIO, name_ + ": changed while it was being verified; read it again");
}

ByteExtent Recording::extent_in_file(std::size_t chunk_index) const {
  const ByteExtent extent = chunks().cbin_extent(chunk_index);
  if (extent.end() > identity().size) {
    throw CorruptChunkError(fmt::format(
        "{}: damaged: the chunk ends at byte {}, but the file has {} bytes",
        describe_chunk(chunk_index), extent.end(), identity().size));
  }
  return extent;
}

std::string Recording::describe_chunk(std::size_t chunk_index) const {
  const std::uint64_t first = chunks().first_sample(chunk_index);
  return fmt::format("{}: chunk {} (samples {} to {})", name_, chunk_index,
                     first, first + chunks().n_samples(chunk_index) - 1);
}

}  // namespace mtscomp
