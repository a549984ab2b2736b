// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The speed of decoding chunks from memory to memory, with warm input and
// reused slots, so without page faults.  MB are 10^6 decoded bytes.
//
// usage: bench_decode CBIN CH [OPTION OF GOOGLE BENCHMARK]...
//   inflate  the zlib stream alone, the upper limit of decoding
//   plain    inflate, transpose, cumulative sums: the simple code
//   decode   the decoder that readers use
// Each is measured for the recording's own chunks (F) and for the same samples
// in the other order (C), on one thread and on all cores.
//
// usage: bench_decode --d-mbps CBIN CH
//   Only `decode` of the recording's own chunks, for scripts: prints the line
//   "D_MBPS <threads> <MB/s>" for one thread and for all cores, with the median
//   of several rounds.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "codec/chunk_encoder.h"
#include "codec/transform/cumulative_sum.h"
#include "codec/transform/transpose.h"
#include "format/header_json.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/inflate.h"
#include "mtscomp/format/chunk_table.h"

namespace mtscomp {
namespace {

constexpr std::size_t kMaxChunks = 4;
constexpr std::size_t kRounds = 7;

struct CompressedChunk {
  ByteBuffer bytes;
  std::size_t samples_size = 0;
};

// The first chunks of a recording, in one order.
struct Input {
  ChunkLayout layout;
  std::vector<CompressedChunk> chunks;

  std::size_t total_size() const {
    std::size_t total = 0;
    for (const CompressedChunk& chunk : chunks) {
      total += chunk.samples_size;
    }
    return total;
  }
};

// Working memory of one thread.
struct Slot {
  Inflater inflater;
  ChunkDecoder decoder;
  ByteBuffer samples;
  ByteBuffer scratch;
};

using Decode = void (*)(const ChunkLayout& layout, const CompressedChunk& chunk,
                        Slot& slot);

void inflate(const ChunkLayout& /*layout*/, const CompressedChunk& chunk,
             Slot& slot) {
  slot.inflater.inflate(chunk.bytes.span(),
                        scratch_in(slot.samples, chunk.samples_size));
}

void decode_plain(const ChunkLayout& layout, const CompressedChunk& chunk,
                  Slot& slot) {
  const std::span<std::byte> samples =
      scratch_in(slot.samples, chunk.samples_size);
  if (layout.transform.chunk_order == ChunkOrder::kChannelMajor) {
    const std::span<std::byte> channel_major =
        scratch_in(slot.scratch, samples.size());
    slot.inflater.inflate(chunk.bytes.span(), channel_major);
    to_sample_major(channel_major, samples,
                    samples.size() / layout.sample_size(), layout.n_channels,
                    layout.dtype.value_width);
  } else {
    slot.inflater.inflate(chunk.bytes.span(), samples);
  }
  undo_differences(samples, layout);
}

void decode(const ChunkLayout& layout, const CompressedChunk& chunk,
            Slot& slot) {
  slot.decoder.decode(
      layout, chunk.bytes.span(), scratch_in(slot.samples, chunk.samples_size),
      scratch_in(slot.scratch,
                 ChunkDecoder::scratch_size(layout, chunk.samples_size)));
}

void decode_all(const Input& input, Decode decode_chunk, Slot& slot) {
  for (const CompressedChunk& chunk : input.chunks) {
    decode_chunk(input.layout, chunk, slot);
  }
}

Input read_input(const std::string& cbin_path, const std::string& ch_path) {
  const HeaderLimits limits;
  const Header header = parse_header(
      read_text(open_for_reading(ch_path), limits.max_header_size, ch_path),
      ch_path);
  const FileDescriptor cbin = open_for_reading(cbin_path);
  const ChunkTable table(header);
  Input input = {.layout = ChunkLayout::of(header), .chunks = {}};
  for (std::size_t i = 0; i < std::min(table.n_chunks(), kMaxChunks); ++i) {
    const ByteExtent extent = table.cbin_extent(i);
    CompressedChunk chunk = {.bytes = ByteBuffer(extent.size),
                             .samples_size = table.raw_extent(i).size};
    if (pread_up_to(cbin, chunk.bytes.span(), extent.offset, cbin_path) !=
        extent.size) {
      throw std::runtime_error(cbin_path + ": ends too soon");
    }
    input.chunks.push_back(std::move(chunk));
  }
  return input;
}

// Returns the same samples and differences in the other order, packed with zlib
// 6.
Input reorder(const Input& input) {
  Input other = {.layout = input.layout, .chunks = {}};
  other.layout.transform.chunk_order =
      input.layout.transform.chunk_order == ChunkOrder::kChannelMajor
          ? ChunkOrder::kSampleMajor
          : ChunkOrder::kChannelMajor;
  ChunkEncoder encoder(parse_deflate_level("zlib6"));
  Slot slot;
  ByteBuffer output;
  for (const CompressedChunk& chunk : input.chunks) {
    decode(input.layout, chunk, slot);
    const std::span<const std::byte> stream = encoder.encode(
        other.layout, slot.samples.span().first(chunk.samples_size), output);
    CompressedChunk copy = {.bytes = ByteBuffer(stream.size()),
                            .samples_size = chunk.samples_size};
    std::copy(stream.begin(), stream.end(), copy.bytes.data());
    other.chunks.push_back(std::move(copy));
  }
  return other;
}

std::int64_t page_faults_of_this_thread() {
  rusage usage = {};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_minflt + usage.ru_majflt;
}

void run(benchmark::State& state, const Input& input, Decode decode_chunk) {
  Slot slot;
  decode_all(input, decode_chunk, slot);
  const std::int64_t faults_before = page_faults_of_this_thread();
  for (auto _ : state) {
    decode_all(input, decode_chunk, slot);
  }
  state.counters["page_faults"] =
      static_cast<double>(page_faults_of_this_thread() - faults_before);
  const double megabytes = static_cast<double>(input.total_size()) / 1e6;
  state.counters["MB/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * megabytes,
                         benchmark::Counter::kIsRate);
}

void register_all(const std::shared_ptr<const Input>& input) {
  const bool is_channel_major =
      input->layout.transform.chunk_order == ChunkOrder::kChannelMajor;
  const std::string order = is_channel_major ? "F" : "C";
  const std::pair<const char*, Decode> ways[] = {
      {"inflate", inflate}, {"plain", decode_plain}, {"decode", decode}};
  for (const auto& [name, way] : ways) {
    benchmark::RegisterBenchmark(fmt::format("{}/{}", name, order).c_str(),
                                 [input, way = way](benchmark::State& state) {
                                   run(state, *input, way);
                                 })
        ->ThreadRange(1, static_cast<int>(std::thread::hardware_concurrency()))
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
}

// Seconds until every thread has decoded all chunks.
double time_round(const Input& input, std::vector<Slot>& slots) {
  const auto start = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (Slot& slot : slots) {
      threads.emplace_back([&] { decode_all(input, decode, slot); });
    }
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
      .count();
}

void print_d_mbps(const Input& input, std::size_t n_threads) {
  std::vector<Slot> slots(n_threads);
  time_round(input, slots);  // Allocates the memory of the slots.
  std::vector<double> seconds;
  for (std::size_t i = 0; i < kRounds; ++i) {
    seconds.push_back(time_round(input, slots));
  }
  std::sort(seconds.begin(), seconds.end());
  const double bytes = static_cast<double>(n_threads * input.total_size());
  fmt::print("D_MBPS {} {:.1f}\n", n_threads,
             bytes / seconds[kRounds / 2] / 1e6);
}

int run_main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool is_for_scripts =
      arguments.size() == 3 && arguments[0] == "--d-mbps";
  if (arguments.size() != 2 && !is_for_scripts) {
    fmt::print(stderr, "usage: bench_decode [--d-mbps] CBIN CH\n");
    return 2;
  }
  const auto input = std::make_shared<const Input>(
      read_input(*(arguments.end() - 2), arguments.back()));
  if (is_for_scripts) {
    print_d_mbps(*input, 1);
    print_d_mbps(*input, std::thread::hardware_concurrency());
  } else {
    register_all(input);
    register_all(std::make_shared<const Input>(reorder(*input)));
    benchmark::RunSpecifiedBenchmarks();
  }
  return 0;
}

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) { return mtscomp::run_main(argc, argv); }
