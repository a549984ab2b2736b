// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decodes random streams, valid and damaged, with our decoders and zlib, until
// a difference is found or the runs are over.  It needs no fuzzer; the seed
// repeats a run.
//
// usage: fuzz_random_streams [--runs N] [--seconds N] [--seed N]
//   A run is one stream; the default is 10,000 runs.  A stream that causes a
//   difference is written to the file "difference".
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

#include "fuzz/differences.h"
#include "fuzz/random_streams.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::uint64_t n_runs = 10'000;
  double seconds = std::numeric_limits<double>::infinity();
  std::uint64_t seed = 0;
};

// Common state of a stream and its damaged copies.
constexpr std::uint64_t kRunsPerStream = 64;

struct Counts {
  std::uint64_t n_runs = 0;
  std::uint64_t n_chunks = 0;    // Number of these that were decoded as chunks.
  std::uint64_t n_accepted = 0;  // Accepted by zlib.
};

Dtype random_dtype(Random& random) {
  constexpr std::array<const char*, 11> kNames = {
      "uint16", "int8", "uint8",   "int32",   "uint32", "int64",
      "uint64", ">i2",  "float16", "float32", "float64"};
  const bool is_int16 = random() % 4 != 0;
  return *parse_dtype(is_int16 ? "int16" : kNames[random() % kNames.size()]);
}

// Small and large numbers of channels: several groups, and single groups.
ChunkLayout random_layout(Random& random) {
  return {.dtype = random_dtype(random),
          .n_channels = 1 + random() % (random() % 2 == 0 ? 4 : 200),
          .transform = {.do_time_diff = random() % 4 != 0,
                        .do_spatial_diff = random() % 3 == 0,
                        .chunk_order = random() % 2 == 0
                                           ? ChunkOrder::kChannelMajor
                                           : ChunkOrder::kSampleMajor}};
}

// Decodes the stream as a chunk of whole samples, if a number of channels fits.
std::string chunk_difference_of(const Stream& stream, Random& random,
                                Counts& counts) {
  const ChunkLayout layout = random_layout(random);
  if (stream.size % layout.sample_size() != 0) {
    return {};
  }
  ++counts.n_chunks;
  return chunk_difference(layout, stream.bytes, stream.size,
                          plain_chunk(layout, stream.bytes, stream.size));
}

std::string run(const Stream& stream, Random& random, Counts& counts) {
  ++counts.n_runs;
  const std::optional<Bytes> expected = zlib_inflate(stream.bytes, stream.size);
  counts.n_accepted += expected ? 1U : 0U;
  const std::string difference =
      inflate_difference(stream.bytes, stream.size, expected);
  return difference.empty() ? chunk_difference_of(stream, random, counts)
                            : difference;
}

// Exits at the first difference.
void run_stream_and_its_damage(Random& random, Counts& counts) {
  const Stream stream = random_stream(random);
  const Stream other = random_stream(random);
  Stream next = stream;
  for (std::uint64_t i = 0; i < kRunsPerStream; ++i) {
    const std::string difference = run(next, random, counts);
    if (!difference.empty()) {
      write_file("difference", next.bytes);
      throw std::runtime_error(
          fmt::format("size {}: {}", next.size, difference));
    }
    next = damaged_stream(stream, other, random);
  }
}

void print(const Counts& counts, const Options& options) {
  fmt::print("{} runs with seed {}, {} as chunks too, {} streams accepted\n",
             counts.n_runs, options.seed, counts.n_chunks, counts.n_accepted);
  std::fflush(stdout);
}

void run_all(const Options& options) {
  const Clock::time_point end =
      Clock::now() +
      std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(std::min(options.seconds, 1e6)));
  Counts counts;
  for (std::uint64_t i = 0;
       counts.n_runs < options.n_runs && Clock::now() < end; ++i) {
    // Each stream has its own seed, so it can be repeated alone.
    Random random(options.seed + i);
    run_stream_and_its_damage(random, counts);
    if (i % 1'000 == 999) {
      print(counts, options);
    }
  }
  print(counts, options);
}

int run_main(int argc, char** argv) {
  Options options = {.seed = test_seed()};
  CLI::App app("Compares decoders with zlib", "fuzz_random_streams");
  CLI::Option* const runs = app.add_option("--runs", options.n_runs);
  const CLI::Option* const seconds =
      app.add_option("--seconds", options.seconds);
  app.add_option("--seed", options.seed);
  CLI11_PARSE(app, argc, argv);
  if (*seconds && !*runs) {
    options.n_runs = std::numeric_limits<std::uint64_t>::max();
  }
  try {
    run_all(options);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}

}  // namespace
}  // namespace mtscomp

// NOLINTNEXTLINE(bugprone-exception-escape): CLI11, if a table above is wrong.
int main(int argc, char** argv) { return mtscomp::run_main(argc, argv); }
