// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compares our decoder with libdeflate with the best kernels, from memory to
// memory, into reused slots like those of the daemon.  One process runs each
// decoder in each round, so a machine that becomes slower affects all decoders.
// The result is the median of the rounds' ratios.
//
// usage: bench_decoders [OPTION]... CBIN CH
//   --rounds N    Number of rounds, 15 by default.
//   --threads N   Each thread decodes all chunks.  1 by default.
//   --chunks N    Number of chunks from the first one on.  4 by default.
//   --orders      Both orders of the samples, the other packed with zlib 6.
//   --dtypes      The recording's first chunk as values of each dtype, in both
//                 orders, packed with zlib 6.
//   --inflate     Also the zlib stream alone.
//   --cpu-time    Measures processor time, for machines that do other work.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/files/file_io.h"
#include "base/memory/page_buffer.h"
#include "codec/chunk_encoder.h"
#include "codec/transform/half.h"
#include "format/header_json.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/chunk_decoder.h"
#include "mtscomp/codec/inflate.h"
#include "mtscomp/format/chunk_table.h"

namespace mtscomp {
namespace {

struct Options {
  std::string cbin_path;
  std::string ch_path;
  std::size_t n_rounds = 15;
  std::size_t n_threads = 1;
  std::size_t n_chunks = 4;
  bool has_orders = false;
  bool has_dtypes = false;
  bool has_inflate = false;
  bool has_cpu_time = false;
};

struct CompressedChunk {
  ByteBuffer bytes;
  std::size_t samples_size = 0;
};

struct Input {
  std::string name;
  ChunkLayout layout;
  std::vector<CompressedChunk> chunks;
};

const char* order_name(const ChunkLayout& layout) {
  return layout.transform.chunk_order == ChunkOrder::kChannelMajor ? "F" : "C";
}

Input read_input(const Options& options) {
  const Header header =
      parse_header(read_text(open_for_reading(options.ch_path),
                             HeaderLimits().max_header_size, options.ch_path),
                   options.ch_path);
  const FileDescriptor cbin = open_for_reading(options.cbin_path);
  const ChunkTable table(header);
  Input input = {.name = {}, .layout = ChunkLayout::of(header), .chunks = {}};
  for (std::size_t i = 0; i < std::min(table.n_chunks(), options.n_chunks);
       ++i) {
    const ByteExtent extent = table.cbin_extent(i);
    CompressedChunk chunk = {.bytes = ByteBuffer(extent.size),
                             .samples_size = table.raw_extent(i).size};
    if (pread_up_to(cbin, chunk.bytes.span(), extent.offset,
                    options.cbin_path) != extent.size) {
      throw std::runtime_error(options.cbin_path + ": ends too soon");
    }
    input.chunks.push_back(std::move(chunk));
  }
  input.name = fmt::format("{} {}", serialize_dtype(input.layout.dtype),
                           order_name(input.layout));
  return input;
}

ByteBuffer decode_chunk(const Input& input, const CompressedChunk& chunk) {
  ByteBuffer samples(chunk.samples_size);
  ByteBuffer scratch(
      ChunkDecoder::scratch_size(input.layout, chunk.samples_size));
  ChunkDecoder().decode(input.layout, chunk.bytes.span(), samples.span(),
                        scratch.span());
  return samples;
}

CompressedChunk encode(const ChunkLayout& layout,
                       std::span<const std::byte> samples) {
  ChunkEncoder encoder(parse_deflate_level("zlib6"));
  ByteBuffer output;
  const std::span<const std::byte> stream =
      encoder.encode(layout, samples, output);
  CompressedChunk chunk = {.bytes = ByteBuffer(stream.size()),
                           .samples_size = samples.size()};
  std::copy(stream.begin(), stream.end(), chunk.bytes.data());
  return chunk;
}

Input reorder(const Input& input) {
  Input other = {.name = {}, .layout = input.layout, .chunks = {}};
  other.layout.transform.chunk_order =
      input.layout.transform.chunk_order == ChunkOrder::kChannelMajor
          ? ChunkOrder::kSampleMajor
          : ChunkOrder::kChannelMajor;
  for (const CompressedChunk& chunk : input.chunks) {
    other.chunks.push_back(
        encode(other.layout, decode_chunk(input, chunk).span()));
  }
  other.name = fmt::format("{} {}", serialize_dtype(other.layout.dtype),
                           order_name(other.layout));
  return other;
}

// Converts the numbers, within the range of the dtype.
template <typename Value, typename Convert>
ByteBuffer convert(std::span<const std::byte> int16_samples, Convert to_value) {
  const std::size_t n_values = int16_samples.size() / 2;
  ByteBuffer result(n_values * sizeof(Value));
  for (std::size_t i = 0; i < n_values; ++i) {
    std::int16_t from = 0;
    std::memcpy(&from, &int16_samples[i * 2], 2);
    const Value value = to_value(from);
    std::memcpy(result.data() + i * sizeof(Value), &value, sizeof(Value));
  }
  return result;
}

struct Conversion {
  const char* dtype;
  std::function<ByteBuffer(std::span<const std::byte>)> convert;
};

template <typename Value>
Conversion to_number(const char* dtype) {
  return {dtype, [](std::span<const std::byte> samples) {
            return convert<Value>(samples, [](std::int16_t value) {
              return static_cast<Value>(value);
            });
          }};
}

std::vector<Conversion> conversions() {
  return {
      to_number<std::int8_t>("int8"),
      to_number<std::uint8_t>("uint8"),
      {"uint16",
       [](std::span<const std::byte> samples) {
         return convert<std::uint16_t>(samples, [](std::int16_t value) {
           return static_cast<std::uint16_t>(value + 32768);
         });
       }},
      {">i2",
       [](std::span<const std::byte> samples) {
         return convert<std::uint16_t>(samples, [](std::int16_t value) {
           return __builtin_bswap16(static_cast<std::uint16_t>(value));
         });
       }},
      to_number<std::int32_t>("int32"),
      to_number<std::int64_t>("int64"),
      {"float16",
       [](std::span<const std::byte> samples) {
         return convert<std::uint16_t>(
             samples, [](std::int16_t value) { return float_to_half(value); });
       }},
      {"float32",
       [](std::span<const std::byte> samples) {
         // Microvolts: values that use all bits of their mantissas.
         return convert<float>(samples, [](std::int16_t value) {
           return static_cast<float>(value) * 2.34375F / 1.1F;
         });
       }},
      to_number<double>("float64"),
  };
}

std::vector<Input> as_every_dtype(const Input& int16_input) {
  const ByteBuffer samples = decode_chunk(int16_input, int16_input.chunks[0]);
  std::vector<Input> inputs;
  for (const Conversion& conversion : conversions()) {
    for (const ChunkOrder order :
         {ChunkOrder::kChannelMajor, ChunkOrder::kSampleMajor}) {
      Input input = {.name = {}, .layout = int16_input.layout, .chunks = {}};
      input.layout.dtype = parse_dtype(conversion.dtype).value();
      input.layout.transform.chunk_order = order;
      input.name =
          fmt::format("{} {}", conversion.dtype, order_name(input.layout));
      input.chunks.push_back(
          encode(input.layout, conversion.convert(samples.span()).span()));
      inputs.push_back(std::move(input));
    }
  }
  return inputs;
}

// Working memory of one thread.
struct Slot {
  Slot(DecoderKind kind, const Input& input) : decoder(kind), inflater(kind) {
    std::size_t largest = 0;
    for (const CompressedChunk& chunk : input.chunks) {
      largest = std::max(largest, chunk.samples_size);
    }
    samples = PageBuffer(largest);
    scratch =
        PageBuffer(ChunkDecoder::scratch_size(input.layout, largest, kind));
  }

  void decode(const Input& input) {
    for (const CompressedChunk& chunk : input.chunks) {
      decoder.decode(input.layout, chunk.bytes.span(),
                     samples.span().first(chunk.samples_size), scratch.span());
    }
  }
  void inflate(const Input& input) {
    for (const CompressedChunk& chunk : input.chunks) {
      inflater.inflate(chunk.bytes.span(),
                       samples.span().first(chunk.samples_size));
    }
  }

  ChunkDecoder decoder;
  Inflater inflater;
  PageBuffer samples;
  PageBuffer scratch;
};

using Work = void (Slot::*)(const Input& input);

double seconds_now(const Options& options) {
  timespec now = {};
  clock_gettime(
      options.has_cpu_time ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) / 1e9;
}

// Seconds until all threads have finished.
double time_round(const Options& options, const Input& input,
                  std::vector<Slot>& slots, Work work) {
  const double start = seconds_now(options);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < slots.size(); ++i) {
      threads.emplace_back([&, i] { (slots[i].*work)(input); });
    }
    (slots[0].*work)(input);
  }
  return seconds_now(options) - start;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const Options& options, const Input& input, const char* what,
             Work work) {
  std::vector<Slot> theirs;
  std::vector<Slot> ours;
  std::size_t size = 0;
  for (std::size_t i = 0; i < options.n_threads; ++i) {
    theirs.emplace_back(DecoderKind::kLibdeflate, input);
    ours.emplace_back(DecoderKind::kNative, input);
    for (const CompressedChunk& chunk : input.chunks) {
      size += chunk.samples_size;
    }
  }
  time_round(options, input, theirs, work);  // Allocates the slots.
  time_round(options, input, ours, work);
  std::vector<double> their_speeds;
  std::vector<double> our_speeds;
  std::vector<double> ratios;
  for (std::size_t i = 0; i < options.n_rounds; ++i) {
    const double megabytes = static_cast<double>(size) / 1e6;
    their_speeds.push_back(megabytes /
                           time_round(options, input, theirs, work));
    our_speeds.push_back(megabytes / time_round(options, input, ours, work));
    ratios.push_back(our_speeds.back() / their_speeds.back());
  }
  const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
  fmt::print(
      "{:<10} {:<8} {:>7} {:>10.0f} {:>10.0f} {:>7.2f} {:>6.2f} {:>6.2f}\n",
      input.name, what, options.n_threads, median(their_speeds),
      median(our_speeds), median(ratios), *least, *most);
  std::fflush(stdout);
}

void compare_all(const Options& options) {
  const Input input = read_input(options);
  std::vector<Input> others;
  if (options.has_dtypes) {
    others = as_every_dtype(input);
  } else if (options.has_orders) {
    others.push_back(reorder(input));
  }
  others.insert(others.begin(), read_input(options));
  fmt::print("{:<10} {:<8} {:>7} {:>10} {:>10} {:>7} {:>6} {:>6}\n", "data",
             "what", "threads", "libdeflate", "native", "ratio", "least",
             "most");
  for (const Input& other : others) {
    if (options.has_inflate) {
      compare(options, other, "inflate", &Slot::inflate);
    }
    compare(options, other, "decode", &Slot::decode);
  }
}

int run_main(int argc, char** argv) {
  Options options;
  CLI::App app("Our decoder against libdeflate; speeds in MB/s",
               "bench_decoders");
  app.add_option("CBIN", options.cbin_path)->required();
  app.add_option("CH", options.ch_path)->required();
  app.add_option("--rounds", options.n_rounds);
  app.add_option("--threads", options.n_threads);
  app.add_option("--chunks", options.n_chunks);
  app.add_flag("--orders", options.has_orders);
  app.add_flag("--dtypes", options.has_dtypes);
  app.add_flag("--inflate", options.has_inflate);
  app.add_flag("--cpu-time", options.has_cpu_time);
  CLI11_PARSE(app, argc, argv);
  compare_all(options);
  return 0;
}

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) { return mtscomp::run_main(argc, argv); }
