// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a layout, in 4 bytes, and a deflate stream, which gets zlib's header
// and checksum.  The number of samples is that of the stream's content.
#include <algorithm>

#include "fuzz/differences.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"

namespace mtscomp {
namespace {

// Mostly int16 and uint16, which have special code.
Dtype make_dtype(std::size_t choice, bool is_float, bool is_wide) {
  Dtype dtype;
  dtype.kind = is_float          ? ValueKind::kFloat
               : choice % 2 == 0 ? ValueKind::kSigned
                                 : ValueKind::kUnsigned;
  dtype.value_width =
      static_cast<std::uint8_t>(is_wide        ? 8U
                                : choice < 128 ? 2U
                                               : 1U << (choice / 2 % 3));
  if (is_float && dtype.value_width == 1) {
    dtype.value_width = 2;
  }
  if (choice % 16 >= 14 && dtype.value_width > 1) {
    dtype.byte_order = ByteOrder::kBigEndian;
  }
  return dtype;
}

// Byte 0: channels - 1; byte 1: how many times 256 more channels; byte 2:
// order, differences, floats, 8 bytes; byte 3: dtype.
ChunkLayout take_layout(FuzzInput& input) {
  const std::size_t n_channels = input.take(1) + 1 + 256 * (input.take(1) % 4);
  const std::size_t flags = input.take(1);
  return {
      .dtype = make_dtype(input.take(1), (flags & 8) != 0, (flags & 16) != 0),
      .n_channels = n_channels,
      .transform = {.do_time_diff = (flags & 2) != 0,
                    .do_spatial_diff = (flags & 4) != 0,
                    .chunk_order = flags % 2 == 0 ? ChunkOrder::kChannelMajor
                                                  : ChunkOrder::kSampleMajor}};
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  constexpr std::size_t kMaxSize = std::size_t{1} << 18;
  FuzzInput input(data, size);
  const ChunkLayout layout = take_layout(input);
  const std::size_t max_size =
      std::min(kMaxSize, 16 * input.rest().size() + 4096);
  const std::optional<RawStream> raw = zlib_inflate_raw(input.rest(), max_size);
  const Bytes content = raw ? raw->content : Bytes(layout.sample_size());
  const std::size_t used = raw ? raw->size : input.rest().size();
  // A stream that ends within a sample, or that is damaged, is decoded as whole
  // samples and must be refused.
  const std::size_t n_samples =
      (content.size() + layout.sample_size() - 1) / layout.sample_size();
  if (n_samples > 0) {
    const std::size_t samples_size = n_samples * layout.sample_size();
    const Bytes stream = as_zlib_stream(input.rest().first(used), content);
    abort_if_any(chunk_difference(layout, stream, samples_size,
                                  plain_chunk(layout, stream, samples_size)));
  }
  return 0;
}
