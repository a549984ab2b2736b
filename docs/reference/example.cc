// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Reads from a compressed int16 recording; docs/reference/api.md explains the
// calls.
//
//   c++ -std=c++20 example.cc $(pkg-config --cflags --libs --static mtscomp)
//   ./a.out x.cbin
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

#include "mtscomp/reader/sample_slice.h"

namespace {

void print_example(const char* cbin_path) {
  // The .ch is beside the .cbin; its path can be the second argument.
  const std::shared_ptr<const mtscomp::Recording> recording =
      mtscomp::open_recording(cbin_path);
  std::cout << recording->n_samples() << " samples of "
            << recording->n_channels() << " channels\n";

  // The first second of three channels, sample by sample.  The type must be
  // the recording's own.
  const mtscomp::SampleSlice slice = {
      .first = 0,
      .last = static_cast<std::uint64_t>(std::lround(recording->sample_rate())),
      .channels = {2, 0, 1}};
  const std::vector<std::int16_t> values =
      mtscomp::read_samples<std::int16_t>(*recording, slice);
  std::cout << values.size() << " values, sum "
            << std::accumulate(values.begin(), values.end(), 0LL) << '\n';

  // The whole recording, with one decoded chunk in memory at a time.
  mtscomp::for_each_chunk(*recording, [](std::uint64_t first_sample,
                                         std::span<const std::byte> bytes) {
    std::cout << "chunk from sample " << first_sample << " on: " << bytes.size()
              << " bytes\n";
  });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    print_example(argc == 2 ? argv[1] : "x.cbin");
    return 0;
  } catch (const std::exception& error) {
    // The message names the file, the problem and the numbers.
    std::cerr << error.what() << '\n';
    return 1;
  }
}
