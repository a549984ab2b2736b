// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The encoder of 16-bit values: zlib and our inflater must inflate its streams
// to the same bytes, and all kernels must produce the same stream, regardless
// of earlier streams.  Some inputs have segments; zlib must inflate each of
// them alone.
//
// The first bytes of an input select the settings, and how the content is made
// from the rest.
#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <vector>

#include "codec/deflate/deflate_int16.h"
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/codec/inflate.h"
#include "support/bytes.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"

namespace mtscomp {
namespace {

constexpr std::size_t kHeaderBytes = 3;

// All inputs up to this size are fast; some longer inputs are grown.
constexpr std::size_t kUngrownBytes = 1'024;

// Small blocks and tables, so small inputs have several blocks and fill the
// tables.
constexpr std::size_t kSettings = 16;

LevelSettings make_settings(std::size_t choice) {
  return {.n_tables = 2 + choice % 2,
          .n_index_bits = choice / 2 % 2 == 0 ? 10U : 13U,
          .block_values = kUnitValues << (choice / 4 % 2),
          .n_passes = choice / 8 % 2 == 0 ? 1 : 2};
}

// One for each set of kernels, made once because making it takes longest.
std::vector<DeflateInt16>& deflaters_for(std::size_t choice) {
  static std::array<std::vector<DeflateInt16>, kSettings> all;
  std::vector<DeflateInt16>& deflaters = all[choice % kSettings];
  if (deflaters.empty()) {
    for (const MatchKernels& kernels : usable_match_kernels()) {
      deflaters.emplace_back(make_settings(choice), kernels);
    }
  }
  return deflaters;
}

// The input as it is, repeated, or followed by noise until it exceeds one unit.
Bytes make_content(std::span<const std::byte> given, unsigned choice,
                   unsigned seed) {
  Bytes content(given.begin(), given.end());
  const bool is_grown = choice % 128 == 0 && given.size() > kUngrownBytes;
  const std::size_t size = is_grown ? seed * std::size_t{200} : 0;
  std::minstd_rand random(seed + 1);
  while (content.size() < size) {
    if (choice == 0) {
      content.insert(content.end(), given.begin(), given.end());
    } else {
      content.push_back(static_cast<std::byte>(random() >> (choice / 32)));
    }
  }
  return content;
}

Bytes deflated(DeflateInt16& deflater, const Bytes& content) {
  Bytes output(deflater.bound(content.size(), 1));
  output.resize(deflater.deflate(content, output));
  return output;
}

// The ends of 2 to 9 segments of various sizes.
std::vector<std::size_t> make_ends(std::size_t size, unsigned seed) {
  std::minstd_rand random(seed + 1);
  std::vector<std::size_t> ends = {size};
  for (std::size_t n = 1 + random() % 8; n > 0; --n) {
    ends.push_back(1 + random() % size);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

void test_segments(std::vector<DeflateInt16>& deflaters, const Bytes& content,
                   const std::vector<std::size_t>& ends) {
  Bytes first;
  for (DeflateInt16& deflater : deflaters) {
    Bytes stream(deflater.bound(content.size(), ends.size()));
    const std::vector<DeflatedSegment> segments =
        deflater.deflate_segments(content, ends, stream);
    std::size_t size = 0;
    for (const DeflatedSegment& segment : segments) {
      size += segment.size;
    }
    stream.resize(size);
    abort_if_any(find_segment_fault(stream, content, ends, segments));
    require(first.empty() || stream == first,
            "kernels give different segments");
    first = stream;
  }
}

void test_one(std::span<const std::byte> input) {
  const auto settings_choice = std::to_integer<std::size_t>(input[0]);
  const auto content_choice = std::to_integer<unsigned>(input[1]);
  const Bytes content =
      make_content(input.subspan(kHeaderBytes), content_choice,
                   std::to_integer<unsigned>(input[2]));
  Bytes first;
  for (DeflateInt16& deflater : deflaters_for(settings_choice)) {
    if (!first.empty() && content_choice % 8 == 1) {
      deflated(deflater, first);  // Must not affect the next.
    }
    const Bytes stream = deflated(deflater, content);
    if (first.empty()) {
      first = stream;
    }
    require(stream == first, "kernels give different streams");
  }
  require(reference_inflate(first, content.size()) == content,
          "zlib inflates other bytes");
  Bytes found(content.size());
  static Inflater inflater;
  inflater.inflate(first, found);
  require(found == content, "our inflater inflates other bytes");
  if (content_choice % 4 == 2 && !content.empty()) {
    test_segments(
        deflaters_for(settings_choice), content,
        make_ends(content.size(), std::to_integer<unsigned>(input[2])));
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size >= mtscomp::kHeaderBytes) {
    mtscomp::test_one(std::as_bytes(std::span(data, size)));
  }
  return 0;
}
