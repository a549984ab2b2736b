// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/golden_truth.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "base/files/file_io.h"
#include "format/header_json.h"
#include "mtscomp/codec/chunk_layout.h"
#include "support/reference_codec.h"

namespace mtscomp {

std::size_t GoldenTruth::chunk_of(std::size_t cbin_offset) const {
  const auto after = std::upper_bound(header.chunk_offsets.begin(),
                                      header.chunk_offsets.end(), cbin_offset);
  return static_cast<std::size_t>(after - header.chunk_offsets.begin()) - 1;
}

GoldenTruth read_golden_truth(const GoldenPair& pair) {
  GoldenTruth truth;
  truth.name = pair.name;
  truth.suffix = std::filesystem::path(pair.cbin_path).extension();
  truth.cbin = read_file(pair.cbin_path);
  truth.header_text =
      read_text(open_for_reading(pair.ch_path), SIZE_MAX, pair.ch_path);
  truth.header = parse_header(truth.header_text, pair.ch_path);
  const Header& header = truth.header;
  for (std::size_t i = 0; i < header.n_chunks(); ++i) {
    const std::uint64_t n_samples =
        header.chunk_bounds[i + 1] - header.chunk_bounds[i];
    truth.chunks.push_back(reference_decode(
        std::span(truth.cbin)
            .subspan(header.chunk_offsets[i],
                     header.chunk_offsets[i + 1] - header.chunk_offsets[i]),
        n_samples * header.sample_size(), ChunkLayout::of(header)));
    truth.raw.insert(truth.raw.end(), truth.chunks.back().begin(),
                     truth.chunks.back().end());
  }
  if (sha1_of(truth.raw) != pair.raw_sha1) {
    throw std::runtime_error(pair.name + ": is not what mtscomp gives");
  }
  return truth;
}

GoldenTruth read_golden_truth(const std::string& name) {
  for (const GoldenPair& pair : golden_pairs()) {
    if (pair.name == name) {
      return read_golden_truth(pair);
    }
  }
  throw std::out_of_range(name);
}

}  // namespace mtscomp
