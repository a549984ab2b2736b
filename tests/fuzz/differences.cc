// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "fuzz/differences.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "codec/chunk_verifier.h"
#include "mtscomp/base/error.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/inflate.h"
#include "support/reference_codec.h"
#include "support/reference_half.h"

namespace mtscomp {
namespace {

struct Sizes {
  std::size_t stream;
  std::size_t content;
};

// The content that zlib inflates to `output`; nothing if the stream is
// incomplete or holds more.
std::optional<Sizes> run_zlib(std::span<const std::byte> stream,
                              std::span<std::byte> output, int window_bits) {
  z_stream zlib = {};
  inflateInit2(&zlib, window_bits);
  Bytes input(stream.begin(), stream.end());
  std::byte nothing = {};
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  zlib.next_out =
      reinterpret_cast<Bytef*>(output.empty() ? &nothing : output.data());
  zlib.avail_out = static_cast<uInt>(output.size());
  const int result = inflate(&zlib, Z_FINISH);
  const Sizes sizes = {.stream = zlib.total_in, .content = zlib.total_out};
  inflateEnd(&zlib);
  return result == Z_STREAM_END ? std::optional(sizes) : std::nullopt;
}

// The output of a decoder; nothing if it refused the stream.
std::string compare(const std::string& who,
                    const std::optional<Bytes>& expected,
                    const std::optional<Bytes>& found) {
  if (expected.has_value() != found.has_value()) {
    return fmt::format("zlib {} this stream, {} does not",
                       expected ? "takes" : "refuses", who);
  }
  if (expected && *expected != *found) {
    const auto at =
        std::mismatch(expected->begin(), expected->end(), found->begin()).first;
    return fmt::format("{} differs at byte {} of {}", who,
                       at - expected->begin(), expected->size());
  }
  return {};
}

std::optional<Bytes> inflate_with(Inflater& inflater,
                                  std::span<const std::byte> stream,
                                  std::size_t size) {
  const Bytes input(stream.begin(), stream.end());
  Bytes output(size);
  try {
    inflater.inflate(input, output);
    return output;
  } catch (const CorruptChunkError&) {
    return std::nullopt;
  }
}

std::optional<Bytes> decode_with(ChunkDecoder& decoder,
                                 const ChunkLayout& layout,
                                 std::span<const std::byte> stream,
                                 std::size_t size) {
  const Bytes input(stream.begin(), stream.end());
  Bytes samples(size);
  Bytes scratch(ChunkDecoder::scratch_size(layout, size, decoder.kind()));
  try {
    decoder.decode(layout, input, samples, scratch);
    return samples;
  } catch (const CorruptChunkError&) {
    return std::nullopt;
  }
}

template <typename Number>
Number load(std::span<const std::byte> bytes) {
  Number number = {};
  std::memcpy(&number, bytes.data(), sizeof(number));
  return number;
}

// Requires: the bytes are one float.
bool is_nan(std::span<const std::byte> bytes, ByteOrder order) {
  Bytes value(bytes.begin(), bytes.end());
  if (order == ByteOrder::kBigEndian) {
    std::reverse(value.begin(), value.end());
  }
  switch (value.size()) {
    case sizeof(std::uint16_t):
      return std::isnan(reference_half_value(load<std::uint16_t>(value)));
    case sizeof(float):
      return std::isnan(load<float>(value));
    default:
      return std::isnan(load<double>(value));
  }
}

// The payload of a NaN that is a sum depends on processor and compiler:
// replaces each value that is a NaN in both outputs by the same one.
void even_out_nans(const ChunkLayout& layout, const Bytes& expected,
                   Bytes& found) {
  const std::size_t width = layout.dtype.value_width;
  for (std::size_t i = 0; i < expected.size(); i += width) {
    const auto value = [&](const Bytes& samples) {
      return std::span(samples).subspan(i, width);
    };
    if (is_nan(value(expected), layout.dtype.byte_order) &&
        is_nan(value(found), layout.dtype.byte_order)) {
      std::copy_n(value(expected).begin(), width,
                  found.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

// libdeflate accepts a few streams that zlib refuses, so it is not compared.
const DecoderKind kKind = usable_decoders().back();

}  // namespace

std::optional<Bytes> zlib_inflate(std::span<const std::byte> stream,
                                  std::size_t size) {
  Bytes output(size);
  const std::optional<Sizes> sizes = run_zlib(stream, output, MAX_WBITS);
  if (!sizes || sizes->content != size) {
    return std::nullopt;
  }
  return output;
}

std::optional<RawStream> zlib_inflate_raw(std::span<const std::byte> stream,
                                          std::size_t max_size) {
  Bytes output(max_size);
  const std::optional<Sizes> sizes = run_zlib(stream, output, -MAX_WBITS);
  if (!sizes) {
    return std::nullopt;
  }
  output.resize(sizes->content);
  return RawStream{.size = sizes->stream, .content = output};
}

Bytes as_zlib_stream(std::span<const std::byte> deflate_stream,
                     std::span<const std::byte> content) {
  Bytes stream(2 + deflate_stream.size());
  stream[0] = std::byte{0x78};
  stream[1] = std::byte{0x9c};
  std::copy(deflate_stream.begin(), deflate_stream.end(), stream.begin() + 2);
  const uLong adler =
      adler32_z(adler32_z(0, nullptr, 0),
                reinterpret_cast<const Bytef*>(content.data()), content.size());
  for (const int shift : {24, 16, 8, 0}) {
    stream.push_back(static_cast<std::byte>(adler >> shift));
  }
  return stream;
}

std::string inflate_difference(std::span<const std::byte> stream,
                               std::size_t size,
                               const std::optional<Bytes>& expected) {
  static Inflater inflater(kKind);  // Reused, like in a thread of the daemon.
  return compare(std::string(decoder_name(kKind)), expected,
                 inflate_with(inflater, stream, size));
}

std::string chunk_difference(const ChunkLayout& layout,
                             std::span<const std::byte> stream,
                             std::size_t size,
                             const std::optional<Bytes>& expected) {
  static ChunkDecoder decoder(kKind);
  std::optional<Bytes> found = decode_with(decoder, layout, stream, size);
  constexpr std::size_t kWide = 8;
  if (!expected && layout.dtype.value_width == kWide) {
    return {};
  }
  if (expected && found && !is_lossless(layout)) {
    even_out_nans(layout, *expected, *found);
  }
  return compare(std::string(decoder_name(kKind)), expected, found);
}

std::optional<Bytes> plain_chunk(const ChunkLayout& layout,
                                 std::span<const std::byte> stream,
                                 std::size_t size) {
  std::optional<Bytes> bytes = zlib_inflate(stream, size);
  if (bytes && layout.transform.chunk_order == ChunkOrder::kChannelMajor) {
    bytes = reference_to_sample_major(*bytes, layout.n_channels,
                                      layout.dtype.value_width);
  }
  if (bytes) {
    bytes = reference_undo_differences(*bytes, layout);
  }
  return bytes;
}

}  // namespace mtscomp
