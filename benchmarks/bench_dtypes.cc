// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The speed of each dtype in each order, in 10^6 decoded bytes per second of
// one core.
//   encode   differences, order and DEFLATE at the default level
//   inflate  the zlib stream alone, the upper limit of decoding
//   decode   the decoder that readers use
// The samples are filtered noise of about ten counts, with fractions for
// floats, so results of different widths can be compared.  bench_decode and
// bench_encode measure recordings.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "codec/chunk_encoder.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {
namespace {

constexpr std::size_t kChannels = 385;
constexpr std::size_t kSamples = 10'000;
constexpr const char* kDtypes[] = {"uint8",  "int8",    "int16",   ">i2",
                                   "uint16", "int32",   "uint32",  "int64",
                                   "uint64", "float16", "float32", "float64"};

// The low bytes of an integer are its bit pattern for every width.
template <typename Value>
void append(ByteBuffer& bytes, std::size_t index, Value value,
            std::size_t width) {
  std::memcpy(bytes.data() + index * width, &value, width);
}

void append_noise(ByteBuffer& bytes, std::size_t index, const Dtype& dtype,
                  float noise) {
  constexpr std::uint16_t kHalfOne = 0x3C00;  // 1.0, steps of 2^-10.
  const auto count = static_cast<std::int64_t>(noise);
  if (dtype.kind != ValueKind::kFloat) {
    append(bytes, index, count, dtype.value_width);
  } else if (dtype.value_width == 2) {
    append(bytes, index, kHalfOne + count, 2);
  } else if (dtype.value_width == 4) {
    append(bytes, index, noise, 4);
  } else {
    append(bytes, index, static_cast<double>(noise), 8);
  }
}

ByteBuffer make_samples(const Dtype& dtype) {
  constexpr float kMemory = 0.5F;
  ByteBuffer samples(kSamples * kChannels * dtype.value_width);
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 8);
  std::vector<float> state(kChannels);
  for (std::size_t i = 0; i < kSamples * kChannels; ++i) {
    float& value = state[i % kChannels];
    value = kMemory * value + noise(random);
    append_noise(samples, i, dtype, value);
  }
  return samples;
}

// One chunk, raw and compressed.
class Chunk {
 public:
  Chunk(const Dtype& dtype, ChunkOrder order)
      : layout_{.dtype = dtype,
                .n_channels = kChannels,
                .transform = {.chunk_order = order}},
        samples_(make_samples(dtype)) {}

  std::span<const std::byte> encode(ChunkEncoder& encoder,
                                    ByteBuffer& output) const {
    return encoder.encode(layout_, samples_.span(), output);
  }
  void decode(ChunkDecoder& decoder, std::span<const std::byte> stream,
              std::span<std::byte> samples,
              std::span<std::byte> scratch) const {
    decoder.decode(layout_, stream, samples, scratch);
  }
  std::size_t scratch_size() const {
    return ChunkDecoder::scratch_size(layout_, size());
  }
  std::size_t size() const { return samples_.span().size(); }

 private:
  ChunkLayout layout_;
  ByteBuffer samples_;
};

void count(benchmark::State& state, const Chunk& chunk,
           std::size_t stream_size) {
  state.counters["MB/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) *
                             static_cast<double>(chunk.size()) / 1e6,
                         benchmark::Counter::kIsRate);
  state.counters["ratio"] =
      static_cast<double>(chunk.size()) / static_cast<double>(stream_size);
}

void encode(benchmark::State& state, const Chunk& chunk) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  std::size_t size = 0;
  for (auto _ : state) {
    size = chunk.encode(encoder, output).size();
  }
  count(state, chunk, size);
}

void inflate(benchmark::State& state, const Chunk& chunk) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  const std::span<const std::byte> stream = chunk.encode(encoder, output);
  Inflater inflater;
  ByteBuffer inflated(chunk.size());
  for (auto _ : state) {
    inflater.inflate(stream, inflated.span());
  }
  count(state, chunk, stream.size());
}

void decode(benchmark::State& state, const Chunk& chunk) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  const std::span<const std::byte> stream = chunk.encode(encoder, output);
  ChunkDecoder decoder;
  ByteBuffer samples(chunk.size());
  ByteBuffer scratch(chunk.scratch_size());
  for (auto _ : state) {
    chunk.decode(decoder, stream, samples.span(), scratch.span());
  }
  count(state, chunk, stream.size());
}

void register_all() {
  for (const char* const name : kDtypes) {
    for (const ChunkOrder order :
         {ChunkOrder::kChannelMajor, ChunkOrder::kSampleMajor}) {
      const auto chunk =
          std::make_shared<const Chunk>(parse_dtype(name).value(), order);
      const auto add = [&](const char* what, auto run) {
        benchmark::RegisterBenchmark(
            fmt::format("{}/{}/{}", what, name,
                        order == ChunkOrder::kChannelMajor ? "F" : "C")
                .c_str(),
            [chunk, run](benchmark::State& state) { run(state, *chunk); })
            ->Unit(benchmark::kMillisecond);
      };
      add("encode", encode);
      add("inflate", inflate);
      add("decode", decode);
    }
  }
}

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  mtscomp::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
