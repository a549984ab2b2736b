// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <zlib.h>

#include <new>

#include "codec/inflate/inflate_backend.h"
#include "codec/inflate/inflate_errors.h"
#include "codec/zlib/zlib_piece.h"

namespace mtscomp {
namespace {

class Zlib : public InflateBackend {
 public:
  Zlib() {
    if (inflateInit(&stream_) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  // zlib's state has a pointer to the stream.
  Zlib(const Zlib&) = delete;
  Zlib& operator=(const Zlib&) = delete;
  ~Zlib() override { inflateEnd(&stream_); }

  void inflate(std::span<const std::byte> input,
               std::span<std::byte> output) override;

 private:
  z_stream stream_ = {};
};

void Zlib::inflate(std::span<const std::byte> input,
                   std::span<std::byte> output) {
  inflateReset(&stream_);
  // zlib's interface predates const.
  stream_.next_in =
      reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
  stream_.next_out = reinterpret_cast<Bytef*>(output.data());
  std::size_t input_left = input.size();
  std::size_t output_left = output.size();
  stream_.avail_in = 0;
  stream_.avail_out = 0;
  int result = Z_OK;
  while (result == Z_OK) {
    refill(stream_, input_left, output_left);
    result = ::inflate(&stream_, Z_NO_FLUSH);
  }
  // inflate() allocates its window at first use.
  if (result == Z_MEM_ERROR) {
    throw std::bad_alloc();
  }
  const std::size_t missing = output_left + stream_.avail_out;
  if (result == Z_STREAM_END && missing == 0) {
    return;
  }
  if (result == Z_STREAM_END) {
    throw_stream_holds_fewer(output.size());
  }
  if (result == Z_BUF_ERROR && missing == 0 && stream_.avail_in > 0) {
    throw_stream_holds_more(output.size());
  }
  throw_damaged_stream();
}

}  // namespace

std::unique_ptr<InflateBackend> make_zlib_inflate() {
  return std::make_unique<Zlib>();
}

}  // namespace mtscomp
