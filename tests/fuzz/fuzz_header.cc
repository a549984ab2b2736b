// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of a .ch.  An accepted header is valid, has the same values
// after it is written again, and its chunks are contiguous in both files.
#include <limits>
#include <tuple>

#include "format/header_json.h"
#include "format/npy_header.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"
#include "mtscomp/format/chunk_table.h"

namespace mtscomp {
namespace {

constexpr std::uint64_t kMaxFileSize = std::numeric_limits<std::int64_t>::max();

// All values except the version.
auto values_of(const Header& header) {
  return std::tie(header.algorithm, header.comp_level, header.transform,
                  header.dtype, header.n_channels, header.sample_rate,
                  header.chunk_bounds, header.chunk_offsets,
                  header.sha1_compressed, header.sha1_uncompressed,
                  header.shape, header.chopped, header.segments);
}

void check_written(Header header) {
  header.version = "1.0";  // "1.0" is for files from 2019 only.
  const Header again = parse_header(serialize_header(header), "again.ch");
  require(values_of(header) == values_of(again),
          "the written header differs from the one read");
}

// Any table: the segments of a chunk lie end to end.
void check_segments(const Header& header) {
  for (std::size_t i = 0; i <= header.segments.n_chunks(); ++i) {
    std::uint64_t value = 0;
    std::uint64_t byte = 0;
    for (const Segment& segment :
         header.segments.of_chunk(i, header.n_channels)) {
      require(segment.range.first == value && segment.range.last > value,
              "segments do not lie end to end");
      require(segment.offset == byte && segment.size <= Segments::kMaxSize,
              "segments do not lie end to end in the .cbin");
      value = segment.range.last;
      byte += segment.size;
    }
    require(value == 0 || value == header.n_channels,
            "segments do not end with the chunk");
  }
}

void check_chunks(const Header& header) {
  const ChunkTable table(header);
  std::uint64_t raw_end = 0;
  std::uint64_t cbin_end = 0;
  for (std::size_t i = 0; i < table.n_chunks(); ++i) {
    const ByteExtent raw = table.raw_extent(i);
    const ByteExtent cbin = table.cbin_extent(i);
    require(raw.offset == raw_end && cbin.offset == cbin_end,
            "chunks do not lie end to end");
    require(raw.size > 0 && raw.size <= table.max_raw_size() && cbin.size > 0 &&
                cbin.size <= table.max_cbin_size(),
            "a chunk is empty, or larger than the largest");
    raw_end = raw.end();
    cbin_end = cbin.end();
    require(
        table.find_chunk(raw.offset) == i && table.find_chunk(raw_end - 1) == i,
        "a chunk's bytes are found in another");
  }
  require(raw_end == header.raw_size() && raw_end == table.raw_size() &&
              raw_end <= kMaxFileSize,
          "chunks do not end with the .bin");
  require(cbin_end == header.cbin_size() && cbin_end <= kMaxFileSize,
          "chunks do not end with the .cbin");
  require(table.max_raw_size() == header.max_chunk_size() &&
              table.max_raw_size() <= HeaderLimits().max_chunk_size,
          "a chunk is larger than the limit");
}

void check_shape(const Header& header) {
  const auto shape = current_shape(header);
  if (!shape) {
    return;
  }
  std::uint64_t n_values = 1;
  for (const std::uint64_t length : *shape) {
    n_values *= length;
  }
  require(n_values == header.n_samples() * header.n_channels,
          "the shape of an array is not that of its values");
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  Header header;
  try {
    header = parse_header(as_text(data, size), "x.ch");
  } catch (const FormatError&) {
    return 0;
  }
  validate(header, {}, "x.ch");
  check_written(header);
  check_segments(header);
  check_chunks(header);
  check_shape(header);
  return 0;
}
