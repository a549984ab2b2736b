// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Decoding one segmented chunk by several threads, from memory to memory.
//
// usage: bench_segments CBIN CH
//
// Prints lines for scripts, with medians over rounds and chunks:
//   CHUNK_MS <threads> <ms>      one chunk, by 1 thread as a whole, by more as
//                                segments
//   SEGMENT_MS <longest> <sum>   the segments on one thread
//   SUMS_MS <carries> <longest> <sum>  the steps after all segments
//   LAST_CHANNEL <times> <share> reading the last channel of all chunks instead
//                                of all channels: how many times as fast, and
//                                the share of the bytes of the .cbin read
//   START_MS <ms>                waking a helper, and waiting for its end
//   IMPLIED <threads> <times>    CHUNK_MS of one thread, divided by the
//                                critical path: the segments and sums, given
//                                to threads longest first, and START_MS twice
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <latch>
#include <numeric>
#include <thread>
#include <vector>

#include "base/memory/page_buffer.h"
#include "codec/segmented_chunk.h"
#include "mtscomp/reader/sample_slice.h"
#include "reader/parallel_decoder.h"

namespace mtscomp {
namespace {

constexpr std::size_t kRounds = 9;
constexpr std::size_t kMaxChunks = 4;

double time_ms(const std::function<void()>& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double, std::milli>(
             std::chrono::steady_clock::now() - start)
      .count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Time until `n_threads` threads have done all steps, each step by one thread.
double makespan(std::vector<double> steps, std::size_t n_threads) {
  std::sort(steps.rbegin(), steps.rend());
  std::vector<double> ends(n_threads);
  for (const double step : steps) {
    *std::min_element(ends.begin(), ends.end()) += step;
  }
  return *std::max_element(ends.begin(), ends.end());
}

// The steps of one chunk on one thread, in milliseconds.
struct Steps {
  std::vector<double> segments;
  double carries = 0;
  std::vector<double> sums;
};

class Bench {
 public:
  explicit Bench(const Recording& recording)
      : recording_(recording),
        samples_(recording.chunks().max_raw_size()),
        workspace_(recording.workspace_size()) {}

  double chunk_ms(std::size_t n_threads) {
    ParallelDecoder parallel(n_threads);
    return median_of_chunks([&](const CompressedChunk& chunk) {
      return time_ms(
          [&] { parallel.decode(recording_, chunk, decoder_, true); });
    });
  }

  Steps steps() {
    Steps steps;
    load(0, [&](const CompressedChunk& chunk) { time_steps(chunk, steps); });
    return steps;
  }

  // The duration of reading one channel, or all, of all samples.
  double read_ms(const std::vector<std::uint64_t>& channels) {
    const SampleSlice slice = {
        .last = recording_.n_samples(), .step = 1, .channels = channels};
    ByteBuffer values(slice_size(recording_, slice));
    std::vector<double> times;
    for (std::size_t round = 0; round < 3; ++round) {
      scratch_.counters = {};
      times.push_back(time_ms(
          [&] { read_slice(recording_, slice, values.span(), scratch_); }));
    }
    return median(times);
  }
  std::uint64_t bytes_read() const { return scratch_.counters.bytes_read; }

  static double start_ms() {
    HelperThreads threads(2);
    std::vector<double> times;
    for (std::size_t i = 0; i < 100; ++i) {
      const HelperThreads::Busy busy(threads);
      std::latch both_run(2);
      times.push_back(time_ms([&] {
        threads.run(2, [&both_run](std::size_t, std::size_t) {
          both_run.arrive_and_wait();
        });
      }));
    }
    return median(times);
  }

 private:
  void load(std::size_t chunk_index, const DecodeChunk& decode) {
    recording_.load_chunk(
        chunk_index,
        samples_.span().first(recording_.chunks().raw_extent(chunk_index).size),
        workspace_.span(), decode);
  }

  double median_of_chunks(
      const std::function<double(const CompressedChunk&)>& measure) {
    std::vector<double> times;
    for (std::size_t round = 0; round <= kRounds; ++round) {
      for (std::size_t i = 0;
           i < std::min(recording_.chunks().n_chunks(), kMaxChunks); ++i) {
        load(i, [&](const CompressedChunk& chunk) {
          const double time = measure(chunk);
          if (round > 0) {  // The first round allocates memory.
            times.push_back(time);
          }
        });
      }
    }
    return median(times);
  }

  void time_steps(const CompressedChunk& chunk, Steps& steps) {
    const std::vector<Segment> segments =
        recording_.segments_of(chunk.chunk_index, trailing_adler(chunk.stream));
    std::vector<std::vector<double>> rounds(2 * segments.size() + 1);
    std::size_t n_sums = 0;
    for (std::size_t round = 0; round < kRounds; ++round) {
      SegmentedChunk parts(recording_.layout(), segments, chunk.stream,
                           chunk.samples, chunk.scratch);
      for (std::size_t i = 0; i < segments.size(); ++i) {
        rounds[i].push_back(
            time_ms([&] { parts.decode(i, decoder_, chunk.scratch); }));
      }
      rounds.back().push_back(time_ms([&] { parts.begin_sums(); }));
      n_sums = parts.n_sums();
      for (std::size_t i = 0; i < n_sums; ++i) {
        rounds[segments.size() + i].push_back(time_ms([&] { parts.sum(i); }));
      }
    }
    for (std::size_t i = 0; i < segments.size(); ++i) {
      steps.segments.push_back(median(rounds[i]));
    }
    steps.carries = median(rounds.back());
    for (std::size_t i = 0; i < n_sums; ++i) {
      steps.sums.push_back(median(rounds[segments.size() + i]));
    }
  }

  const Recording& recording_;
  PageBuffer samples_;
  PageBuffer workspace_;
  ChunkDecoder decoder_;
  LoadScratch scratch_;
};

double most(const std::vector<double>& steps) {
  return steps.empty() ? 0 : *std::max_element(steps.begin(), steps.end());
}

double sum(const std::vector<double>& steps) {
  return std::accumulate(steps.begin(), steps.end(), 0.0);
}

int run_main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: bench_segments CBIN CH\n");
    return 2;
  }
  const std::shared_ptr<const Recording> recording =
      open_recording(argv[1], std::string(argv[2]));
  Bench bench(*recording);
  const double alone = bench.chunk_ms(1);
  fmt::print("CHUNK_MS 1 {:.2f}\n", alone);
  for (std::size_t n = 2; n <= std::thread::hardware_concurrency(); n *= 2) {
    fmt::print("CHUNK_MS {} {:.2f}\n", n, bench.chunk_ms(n));
  }
  if (!recording->has_segments()) {
    return 0;
  }
  const double all_channels = bench.read_ms({});
  const double last_channel = bench.read_ms({recording->n_channels() - 1});
  fmt::print("LAST_CHANNEL {:.2f} {:.4f}\n", all_channels / last_channel,
             static_cast<double>(bench.bytes_read()) /
                 static_cast<double>(recording->identity().size));
  const Steps steps = bench.steps();
  const double start = Bench::start_ms();
  fmt::print("SEGMENT_MS {:.2f} {:.2f}\n", most(steps.segments),
             sum(steps.segments));
  fmt::print("SUMS_MS {:.2f} {:.2f} {:.2f}\n", steps.carries, most(steps.sums),
             sum(steps.sums));
  fmt::print("START_MS {:.3f}\n", start);
  for (const std::size_t n : {2U, 4U, 8U, 16U}) {
    fmt::print("IMPLIED {} {:.2f}\n", n,
               alone / (makespan(steps.segments, n) + steps.carries +
                        makespan(steps.sums, n) + 2 * start));
  }
  return 0;
}

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) {
  try {
    return mtscomp::run_main(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_segments: {}\n", error.what());
    return 1;
  }
}
