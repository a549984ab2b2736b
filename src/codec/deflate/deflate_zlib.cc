// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include <zlib.h>

#include <cassert>
#include <new>

#include "codec/deflate/deflate_backend.h"
#include "codec/zlib/adler32.h"
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

  bool can_segment() const override { return true; }

  std::size_t bound(std::size_t input_size, std::size_t n_segments) override {
    // The last block of a segment, the empty stored block, and unused bits.
    constexpr std::size_t kFlushBytes = 12;
    return deflateBound(&stream_, input_size) + (n_segments - 1) * kFlushBytes;
  }

  std::vector<DeflatedSegment> deflate_segments(
      std::span<const std::byte> input, std::span<const std::size_t> ends,
      std::span<std::byte> output) override {
    deflateReset(&stream_);
    tune(stream_);
    // zlib's interface predates const.
    stream_.next_in =
        reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data()));
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_in = 0;
    stream_.avail_out = 0;
    std::size_t output_left = output.size();
    std::size_t first = 0;
    std::vector<DeflatedSegment> segments;
    for (const std::size_t end : ends) {
      const std::size_t left = output_left + stream_.avail_out;
      deflate_segment(end - first, output_left, end == input.size());
      segments.push_back(
          {.size = left - output_left - stream_.avail_out,
           .adler = adler32_of(kAdler32OfNothing,
                               input.subspan(first, end - first))});
      first = end;
    }
    return segments;
  }

 private:
  virtual void tune(z_stream& /*stream*/) {}

  // Deflates the next bytes of the input.
  void deflate_segment(std::size_t input_left, std::size_t& output_left,
                       bool is_last) {
    const int flush = is_last ? Z_FINISH : Z_FULL_FLUSH;
    int result = Z_OK;
    const auto is_unfinished = [&] {
      return is_last ? result == Z_OK
                     : input_left > 0 || stream_.avail_in > 0 ||
                           stream_.avail_out == 0;
    };
    do {
      refill(stream_, input_left, output_left);
      result = ::deflate(&stream_, input_left == 0 ? flush : Z_NO_FLUSH);
    } while (is_unfinished());
    assert(!is_last || result == Z_STREAM_END);  // The output is large enough.
  }

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
