// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/raw_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "format/header_json.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/header_limits.h"
#include "writer/chunk_bounds.h"

namespace mtscomp {
namespace {

// Fails early: before memory is allocated for the bounds, and not after
// packing.
void check_n_chunks(const PackJob& job, std::uint64_t n_samples) {
  const std::uint64_t most = chosen_limits().max_chunks;
  const double length =
      std::max(1.0, std::nearbyint(job.chunk_duration * job.sample_rate));
  const double n_chunks = std::ceil(static_cast<double>(n_samples) / length);
  if (n_chunks > static_cast<double>(most)) {
    throw UsageError(fmt::format(
        "{}: {:.0f} chunks exceed the limit of {}; use longer chunks (-c){}",
        job.raw_path, n_chunks, most, how_to_raise("max_chunks")));
  }
}

Header header_for(const PackJob& job, const RawRecording& raw) {
  check_n_chunks(job, raw.n_samples());
  Header header;
  header.transform = job.layout.transform;
  header.dtype = job.layout.dtype;
  header.n_channels = job.layout.n_channels;
  header.sample_rate = job.sample_rate;
  header.chunk_bounds =
      make_chunk_bounds(raw.n_samples(), job.chunk_duration, job.sample_rate);
  header.shape = job.shape;
  if (header.shape.empty()) {
    header.shape = {raw.n_samples(), job.layout.n_channels};
  }
  return header;
}

}  // namespace

RawSource::RawSource(const PackJob& job, FileLocation raw)
    : job_(job),
      raw_(std::move(raw), job.data_offset, job.layout.sample_size()),
      header_(header_for(job, raw_)) {}

std::string RawSource::serialize(const Header& header) const {
  return serialize_header(header);
}

void RawSource::fetch(std::size_t chunk_index, SourceChunk& chunk) {
  const std::uint64_t first = header_.chunk_bounds[chunk_index];
  const std::uint64_t n_samples = header_.chunk_bounds[chunk_index + 1] - first;
  const std::uint64_t size = n_samples * job_.layout.sample_size();
  // Only the last chunk has another size.
  if (chunk.samples.size() != size) {
    chunk.samples = ByteBuffer();
    chunk.samples = ByteBuffer(size);
  }
  raw_.read(first, chunk.samples.span());
}

void RawSource::check(const std::string& sha1) {
  raw_.check_unchanged();
  if (job_.required_sha1 && sha1 != *job_.required_sha1) {
    throw UsageError(fmt::format(
        "{}: changed while it was being packed: the SHA-1 is {}, but the "
        "header of the old pair says {}; the old pair was kept",
        job_.raw_path, sha1, *job_.required_sha1));
  }
}

SourceAttributes RawSource::cbin_attributes() const {
  return {.permissions = raw_.permissions(), .modified = raw_.modified()};
}

}  // namespace mtscomp
