// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The speed and ratio of each level for one chunk: bytes_per_second counts the
// raw bytes, `ratio` is raw size over compressed size.
//
// MTSCOMP_BENCH_FILE names a .bin of int16 samples, whose first second is the
// chunk; MTSCOMP_BENCH_CHANNELS is its number of channels, 385 if unset.
// Without a file the chunk is filtered noise, about as rough as a recording.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/files/sha1.h"
#include "codec/chunk_encoder.h"
#include "codec/chunk_verifier.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/deflate.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxSamples = 30'000;
constexpr std::size_t kWidth = sizeof(std::int16_t);

struct Chunk {
  std::size_t n_channels = 385;
  std::vector<std::int16_t> values;

  std::span<const std::byte> samples() const {
    return std::as_bytes(std::span(values));
  }
};

Chunk read_chunk(const std::string& path, std::size_t n_channels) {
  std::ifstream file(path, std::ios::binary);
  Chunk chunk = {.n_channels = n_channels,
                 .values = std::vector<std::int16_t>(kMaxSamples * n_channels)};
  file.read(reinterpret_cast<char*>(chunk.values.data()),
            static_cast<std::streamsize>(chunk.values.size() * kWidth));
  const std::size_t n_values = static_cast<std::size_t>(file.gcount()) / kWidth;
  chunk.values.resize(n_values / n_channels * n_channels);
  if (chunk.values.empty()) {
    throw std::runtime_error(path + ": expected samples, found none");
  }
  return chunk;
}

// Each value is half of the channel's previous value plus noise: differences of
// about 9 counts.
Chunk make_chunk() {
  constexpr float kMemory = 0.5F;
  Chunk chunk;
  chunk.values.resize(kMaxSamples * chunk.n_channels);
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0, 8);
  std::vector<float> state(chunk.n_channels);
  for (std::size_t i = 0; i < chunk.values.size(); ++i) {
    float& value = state[i % chunk.n_channels];
    value = kMemory * value + noise(random);
    chunk.values[i] = static_cast<std::int16_t>(value);
  }
  return chunk;
}

Chunk choose_chunk() {
  const char* const path = std::getenv("MTSCOMP_BENCH_FILE");
  if (path == nullptr) {
    return make_chunk();
  }
  const char* const n_channels = std::getenv("MTSCOMP_BENCH_CHANNELS");
  return read_chunk(path, n_channels == nullptr ? 385 : std::stoul(n_channels));
}

const Chunk& the_chunk() {
  static const Chunk chunk = choose_chunk();
  return chunk;
}

// The default of mtscomp, or sample-major with both differences.
ChunkLayout make_layout(bool is_default) {
  return {.dtype = {},
          .n_channels = the_chunk().n_channels,
          .transform = {.do_time_diff = true,
                        .do_spatial_diff = !is_default,
                        .chunk_order = is_default ? ChunkOrder::kChannelMajor
                                                  : ChunkOrder::kSampleMajor}};
}

void count_bytes(benchmark::State& state) {
  state.SetBytesProcessed(
      static_cast<std::int64_t>(state.iterations()) *
      static_cast<std::int64_t>(the_chunk().samples().size()));
}

void encode(benchmark::State& state, DeflateLevel level,
            const ChunkLayout& layout) {
  ChunkEncoder encoder(level);
  ByteBuffer output;
  std::size_t compressed_size = 0;
  for (auto _ : state) {
    compressed_size =
        encoder.encode(layout, the_chunk().samples(), output).size();
  }
  count_bytes(state);
  state.counters["ratio"] = static_cast<double>(the_chunk().samples().size()) /
                            static_cast<double>(compressed_size);
}

// The last step of encode() alone; the rest of encode()'s time is for
// differences and order.
void deflate(benchmark::State& state, DeflateLevel level,
             const ChunkLayout& layout) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  std::vector<std::byte> values(the_chunk().samples().size());
  Inflater().inflate(encoder.encode(layout, the_chunk().samples(), output),
                     values);
  Deflater deflater(level);
  for (auto _ : state) {
    deflater.deflate(values, kWidth, output);
  }
  count_bytes(state);
}

void hash(benchmark::State& state) {
  for (auto _ : state) {
    Sha1 sha1;
    sha1.update(the_chunk().samples());
    benchmark::DoNotOptimize(sha1.finish());
  }
  count_bytes(state);
}

void verify(benchmark::State& state, const ChunkLayout& layout) {
  ChunkEncoder encoder({});
  ChunkVerifier verifier;
  ByteBuffer output;
  const std::span<const std::byte> compressed =
      encoder.encode(layout, the_chunk().samples(), output);
  for (auto _ : state) {
    verifier.verify(layout, compressed, the_chunk().samples(),
                    encoder.scratch());
  }
  count_bytes(state);
}

void decode(benchmark::State& state, const ChunkLayout& layout) {
  ChunkEncoder encoder({});
  ChunkDecoder decoder;
  ByteBuffer output;
  ByteBuffer samples(the_chunk().samples().size());
  const std::span<const std::byte> compressed =
      encoder.encode(layout, the_chunk().samples(), output);
  ByteBuffer scratch(ChunkDecoder::scratch_size(layout, samples.size()));
  for (auto _ : state) {
    decoder.decode(layout, compressed, samples.span(), scratch.span());
  }
  count_bytes(state);
}

void register_all() {
  benchmark::RegisterBenchmark("sha1", hash)->Unit(benchmark::kMillisecond);
  for (const bool is_default : {true, false}) {
    const ChunkLayout layout = make_layout(is_default);
    const std::string name = is_default ? "time_F" : "time_channel_C";
    const auto add = [&](const std::string& what, auto run) {
      benchmark::RegisterBenchmark((what + "/" + name).c_str(), run)
          ->Unit(benchmark::kMillisecond);
    };
    for (const char* const text : {"fast", "balanced", "dense", "zlib6"}) {
      const DeflateLevel level = parse_deflate_level(text);
      add(fmt::format("encode_{}", text),
          [=](benchmark::State& state) { encode(state, level, layout); });
    }
    add("deflate_fast", [=](benchmark::State& state) {
      deflate(state, DeflateLevel::kFast, layout);
    });
    add("verify", [=](benchmark::State& state) { verify(state, layout); });
    add("decode", [=](benchmark::State& state) { decode(state, layout); });
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
