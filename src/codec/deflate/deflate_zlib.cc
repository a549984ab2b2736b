// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <zlib.h>

#include <cassert>
#include <new>

#include "codec/deflate/deflate_backend.h"
#include "codec/zlib/zlib_piece.h"

namespace mtscomp {
namespace {

class Zlib : public DeflateBackend {
 public:
  explicit Zlib(int level) {
    if (deflateInit(&stream_, level) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  Zlib(const Zlib&) = delete;
  Zlib& operator=(const Zlib&) = delete;
  ~Zlib() override { deflateEnd(&stream_); }

  std::size_t bound(std::size_t input_size) override {
    return deflateBound(&stream_, input_size);
  }

  std::size_t deflate(std::span<const std::byte> input,
                      std::span<std::byte> output) override {
    deflateReset(&stream_);
    tune(stream_);
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
      result = ::deflate(&stream_, input_left == 0 ? Z_FINISH : Z_NO_FLUSH);
    }
    assert(result == Z_STREAM_END);  // The output is large enough.
    return output.size() - output_left - stream_.avail_out;
  }

 private:
  virtual void tune(z_stream& /*stream*/) {}

  z_stream stream_ = {};
};

// Differences of 16-bit samples repeat in sequences of two or three, rarely
// longer.  So a match of 6 bytes ends the search, but every match of up to 32
// bytes is inserted into the dictionary.  `bench_encode` measures it.
class FastZlib : public Zlib {
 public:
  FastZlib() : Zlib(kGreedy) {}

 private:
  static constexpr int kGreedy = 3;  // zlib's highest greedy level.

  // Needed after each deflateReset(), which restores zlib's own values.
  void tune(z_stream& stream) override {
    constexpr int kGoodLength = 4;  // Without effect at this level.
    constexpr int kMaxInsert = 32;
    constexpr int kNiceLength = 6;
    constexpr int kMaxChain = 64;
    deflateTune(&stream, kGoodLength, kMaxInsert, kNiceLength, kMaxChain);
  }
};

}  // namespace

std::unique_ptr<DeflateBackend> make_fast_zlib() {
  return std::make_unique<FastZlib>();
}

std::unique_ptr<DeflateBackend> make_zlib6() {
  return std::make_unique<Zlib>(Z_DEFAULT_COMPRESSION);
}

std::unique_ptr<DeflateBackend> make_zlib9() {
  return std::make_unique<Zlib>(Z_BEST_COMPRESSION);
}

}  // namespace mtscomp
