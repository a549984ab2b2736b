// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <fmt/format.h>
#include <zlib.h>

#include <new>

#include "codec/zlib_piece.h"
#include "mtscomp/base/error.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {
namespace {

[[noreturn]] void throw_corrupt(std::size_t expected, std::size_t found) {
  throw CorruptChunkError(
      fmt::format("expected {} bytes from its zlib stream, found {}", expected,
                  found > expected ? "more" : "fewer"));
}

}  // namespace

struct Inflater::State {
  z_stream stream = {};
  ~State() { inflateEnd(&stream); }
};

Inflater::Inflater() : state_(std::make_unique<State>()) {
  if (inflateInit(&state_->stream) != Z_OK) {
    throw std::bad_alloc();
  }
}

Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

void Inflater::inflate(std::span<const std::byte> input,
                       std::span<std::byte> output) {
  z_stream& stream = state_->stream;
  inflateReset(&stream);
  // zlib's interface predates const.
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
  stream.next_out = reinterpret_cast<Bytef*>(output.data());
  std::size_t input_left = input.size();
  std::size_t output_left = output.size();
  stream.avail_in = 0;
  stream.avail_out = 0;
  int result = Z_OK;
  while (result == Z_OK) {
    refill(stream, input_left, output_left);
    result = ::inflate(&stream, Z_NO_FLUSH);
  }
  const std::size_t missing = output_left + stream.avail_out;
  if (result == Z_STREAM_END && missing == 0) {
    return;
  }
  if (result == Z_STREAM_END) {
    throw_corrupt(output.size(), output.size() - missing);
  }
  if (result == Z_BUF_ERROR && missing == 0 && stream.avail_in > 0) {
    throw_corrupt(output.size(), output.size() + 1);
  }
  throw CorruptChunkError(
      "expected a zlib stream with a matching Adler-32, found damaged data");
}

}  // namespace mtscomp
