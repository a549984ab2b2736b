// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// All levels on all inputs: one table each for the ratio and for the speed of
// deflating and of inflating, in MB/s of one core.
//
// usage: bench_deflate [--rounds N] [--max-mb MB]
// NAME=PATH:CHANNELS:TRANSFORM...
//
// PATH has samples of int16, of which the first MB (default 24) are one chunk;
// TRANSFORM is t, ts or raw, followed by _F or _C: time/F is t_F.  The levels
// are measured in turn, in N rounds, with the processor time of the thread.
// The tables show the median and, in brackets, the best value.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "codec/chunk_encoder.h"
#include "mtscomp/base/byte_buffer.h"
#include "mtscomp/codec/deflate.h"
#include "mtscomp/codec/inflate.h"

namespace mtscomp {
namespace {

using Bytes = std::vector<std::byte>;

struct Input {
  std::string name;
  Bytes values;  // Values before deflating.
};

struct Encoder {
  std::string name;
  Deflater deflater;
  std::size_t value_width;
};

// Megabytes per second in each round.
struct Speeds {
  std::vector<double> deflate;
  std::vector<double> inflate;
  std::vector<double> zlib_inflate;
};

struct Result {
  double ratio = 0;
  Speeds speeds;
};

using Results = std::vector<std::vector<Result>>;  // By input, then by encoder.

double thread_seconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) +
         1e-9 * static_cast<double>(time.tv_nsec);
}

// MB/s for this many bytes.
double measure(std::size_t size, const std::function<void()>& run) {
  const double start = thread_seconds();
  run();
  return static_cast<double>(size) / 1e6 / (thread_seconds() - start);
}

ChunkLayout parse_layout(std::string_view transform, std::size_t n_channels) {
  const std::size_t end = transform.find('_');
  const std::string_view differences = transform.substr(0, end);
  return {
      .dtype = {},
      .n_channels = n_channels,
      .transform = {.do_time_diff = differences == "t" || differences == "ts",
                    .do_spatial_diff = differences == "ts",
                    .chunk_order = transform.substr(end) == "_F"
                                       ? ChunkOrder::kChannelMajor
                                       : ChunkOrder::kSampleMajor}};
}

Bytes read_samples(const std::string& path, std::size_t n_channels,
                   std::size_t max_bytes) {
  std::ifstream file(path, std::ios::binary);
  Bytes samples(max_bytes);
  file.read(reinterpret_cast<char*>(samples.data()),
            static_cast<std::streamsize>(samples.size()));
  const std::size_t sample_size = 2 * n_channels;
  samples.resize(static_cast<std::size_t>(file.gcount()) / sample_size *
                 sample_size);
  if (samples.empty()) {
    throw std::runtime_error(path + ": expected samples, found none");
  }
  return samples;
}

// The bytes that a ChunkEncoder deflates, from inflating its stream.
Bytes arrange(const Bytes& samples, const ChunkLayout& layout) {
  ChunkEncoder encoder({});
  ByteBuffer output;
  Bytes values(samples.size());
  Inflater().inflate(encoder.encode(layout, samples, output), values);
  return values;
}

Input make_input(std::string_view text, std::size_t max_bytes) {
  const std::size_t equals = text.find('=');
  const std::size_t first = text.find(':', equals);
  const std::size_t second = text.find(':', first + 1);
  if (second == std::string_view::npos) {
    throw std::runtime_error(
        fmt::format("\"{}\": expected NAME=PATH:CHANNELS:TRANSFORM", text));
  }
  const std::string path(text.substr(equals + 1, first - equals - 1));
  const std::size_t n_channels =
      std::stoul(std::string(text.substr(first + 1, second - first - 1)));
  return {.name = std::string(text.substr(0, equals)),
          .values = arrange(read_samples(path, n_channels, max_bytes),
                            parse_layout(text.substr(second + 1), n_channels))};
}

// For values that are not 2 bytes wide, "fast" is zlib with special tuning, and
// "balanced" and "dense" are libdeflate.
std::vector<Encoder> make_encoders() {
  std::vector<Encoder> encoders;
  const auto add = [&](const std::string& name, const char* level,
                       std::size_t value_width) {
    encoders.push_back(
        {name, Deflater(parse_deflate_level(level)), value_width});
  };
  add("zlib 6", "zlib6", 2);
  add("zlib tuned", "fast", 4);
  add("libdeflate 6", "balanced", 4);
  add("libdeflate 12", "dense", 4);
  for (const char* const level : {"fast", "balanced", "dense"}) {
    add(level, level, 2);
  }
  return encoders;
}

void check(const Bytes& expected, const Bytes& found, const Input& input,
           const Encoder& encoder) {
  if (expected != found) {
    throw std::runtime_error(
        fmt::format("{}: {}: expected the same bytes, found others", input.name,
                    encoder.name));
  }
}

void run_round(const Input& input, Encoder& encoder, Result& result) {
  const std::size_t size = input.values.size();
  ByteBuffer output(2 * size);  // Allocated in advance.
  std::fill(output.span().begin(), output.span().end(), std::byte{0});
  std::span<const std::byte> stream;
  result.speeds.deflate.push_back(measure(size, [&] {
    stream =
        encoder.deflater.deflate(input.values, encoder.value_width, output);
  }));
  result.ratio = static_cast<double>(size) / static_cast<double>(stream.size());
  Inflater inflater;
  Bytes inflated(size);
  result.speeds.inflate.push_back(
      measure(size, [&] { inflater.inflate(stream, inflated); }));
  check(input.values, inflated, input, encoder);
  Bytes inflated_by_zlib(size);
  uLongf zlib_size = size;
  result.speeds.zlib_inflate.push_back(measure(size, [&] {
    uncompress(reinterpret_cast<Bytef*>(inflated_by_zlib.data()), &zlib_size,
               reinterpret_cast<const Bytef*>(stream.data()), stream.size());
  }));
  check(input.values, inflated_by_zlib, input, encoder);
}

std::string summarize(std::vector<double> speeds) {
  std::sort(speeds.begin(), speeds.end());
  return fmt::format("{:.0f} ({:.0f})", speeds[speeds.size() / 2],
                     speeds.back());
}

void print_table(const char* title, const std::vector<Input>& inputs,
                 const std::vector<Encoder>& encoders, const Results& results,
                 const std::function<std::string(const Result&)>& cell) {
  fmt::print("\n{}\n\n| input |", title);
  for (const Encoder& encoder : encoders) {
    fmt::print(" {} |", encoder.name);
  }
  fmt::print("\n|---|");
  for (std::size_t e = 0; e < encoders.size(); ++e) {
    fmt::print("---|");
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    fmt::print("\n| {} |", inputs[i].name);
    for (const Result& result : results[i]) {
      fmt::print(" {} |", cell(result));
    }
  }
  fmt::print("\n");
}

void print_tables(const std::vector<Input>& inputs,
                  const std::vector<Encoder>& encoders,
                  const Results& results) {
  print_table("Ratio", inputs, encoders, results, [](const Result& result) {
    return fmt::format("{:.3f}", result.ratio);
  });
  print_table("Deflating, MB/s: median (best)", inputs, encoders, results,
              [](const Result& r) { return summarize(r.speeds.deflate); });
  print_table("Inflating with our inflater, MB/s", inputs, encoders, results,
              [](const Result& r) { return summarize(r.speeds.inflate); });
  print_table("Inflating with zlib, MB/s", inputs, encoders, results,
              [](const Result& r) { return summarize(r.speeds.zlib_inflate); });
}

void run(std::span<char*> arguments) {
  std::size_t n_rounds = 3;
  std::size_t max_megabytes = 24;
  std::vector<Input> inputs;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--rounds" && i + 1 < arguments.size()) {
      n_rounds = std::stoul(arguments[++i]);
    } else if (argument == "--max-mb" && i + 1 < arguments.size()) {
      max_megabytes = std::stoul(arguments[++i]);
    } else {
      inputs.push_back(make_input(argument, max_megabytes * 1'000'000));
    }
  }
  std::vector<Encoder> encoders = make_encoders();
  Results results(inputs.size(), std::vector<Result>(encoders.size()));
  for (std::size_t round = 0; round < n_rounds; ++round) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      for (std::size_t e = 0; e < encoders.size(); ++e) {
        run_round(inputs[i], encoders[e], results[i][e]);
      }
    }
  }
  print_tables(inputs, encoders, results);
}

}  // namespace
}  // namespace mtscomp

int main(int argc, char** argv) {
  try {
    mtscomp::run(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_deflate: {}\n", error.what());
    return 1;
  }
  return 0;
}
