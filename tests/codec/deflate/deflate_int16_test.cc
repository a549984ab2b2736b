// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// zlib and our inflater inflate every stream that is deflated here.  Each set
// of kernels must produce the same stream.
#include "codec/deflate/deflate_int16.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "mtscomp/codec/inflate.h"
#include "support/bytes.h"
#include "support/campaign.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/reference_segments.h"
#include "support/sanitized.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

Bytes to_bytes(const std::vector<std::int16_t>& values) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(values));
  return {bytes.begin(), bytes.end()};
}

// A value_of(i) for each i.
Bytes make_values(std::size_t n,
                  const std::function<int(std::size_t)>& value_of) {
  std::vector<std::int16_t> values(n);
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = static_cast<std::int16_t>(value_of(i));
  }
  return to_bytes(values);
}

struct NamedSettings {
  const char* name;
  LevelSettings settings;
};

class DeflateInt16Test : public ::testing::TestWithParam<NamedSettings> {
 protected:
  DeflateInt16Test() {
    for (const MatchKernels& kernels : usable_match_kernels()) {
      deflaters_.emplace_back(GetParam().settings, kernels);
    }
  }

  // Returns the stream of the first kernels, after checking the guard bytes.
  Bytes deflated(std::span<const std::byte> content) {
    Bytes first;
    for (DeflateInt16& deflater : deflaters_) {
      GuardedBytes output(deflater.bound(content.size(), 1));
      const std::size_t size = deflater.deflate(content, output.span());
      EXPECT_LE(size, output.span().size());
      EXPECT_TRUE(output.guards_are_intact());
      const Bytes stream(
          output.span().begin(),
          output.span().begin() + static_cast<std::ptrdiff_t>(size));
      if (first.empty()) {
        first = stream;
      }
      EXPECT_TRUE(same_bytes(first, stream));
    }
    return first;
  }

  // Returns the segmented stream of the first kernels, after checking the guard
  // bytes and each segment.
  Bytes expect_segments_inflate(const Bytes& content,
                                const std::vector<std::size_t>& ends) {
    Bytes first;
    for (DeflateInt16& deflater : deflaters_) {
      GuardedBytes output(deflater.bound(content.size(), ends.size()));
      const std::vector<DeflatedSegment> segments =
          deflater.deflate_segments(content, ends, output.span());
      EXPECT_TRUE(output.guards_are_intact());
      std::size_t size = 0;
      for (const DeflatedSegment& segment : segments) {
        size += segment.size;
      }
      EXPECT_LE(size, output.span().size());
      const std::span<const std::byte> stream = output.span().first(size);
      EXPECT_EQ(find_segment_fault(stream, content, ends, segments), "");
      if (first.empty()) {
        first.assign(stream.begin(), stream.end());
      }
      EXPECT_TRUE(same_bytes(first, stream));
    }
    return first;
  }

  // The content ends at the end of its memory, so a sanitizer reports reads
  // beyond it.
  Bytes expect_inflates(const Bytes& content) {
    Bytes stream = deflated(content);
    GuardedBytes found(content.size());
    EXPECT_NO_THROW(inflater_.inflate(stream, found.span()));
    EXPECT_TRUE(same_bytes(content, found.span()));
    EXPECT_TRUE(found.guards_are_intact());
    Bytes found_by_zlib;
    EXPECT_NO_THROW(found_by_zlib = reference_inflate(stream, content.size()));
    EXPECT_TRUE(same_bytes(content, found_by_zlib));
    return stream;
  }

  Bytes make_noise(std::size_t size) {
    Bytes bytes(size);
    for (std::byte& byte : bytes) {
      byte = static_cast<std::byte>(random_());
    }
    return bytes;
  }

  Bytes make_gaussian(std::size_t n_values, double deviation) {
    std::normal_distribution<double> noise(0, deviation);
    return make_values(n_values, [&](std::size_t) {
      return static_cast<int>(std::lround(noise(random_)));
    });
  }

  // Sizes at and near the ends of units and blocks.  A short run tries one
  // value on either side.
  std::vector<std::size_t> seams() const {
    std::vector<std::size_t> sizes;
    const std::size_t block = GetParam().settings.block_values;
    for (const std::size_t seam : {kUnitValues, block, 2 * block}) {
      const std::size_t reach = is_campaign() ? 4 : 1;
      for (std::size_t near = 0; near <= 2 * reach; ++near) {
        sizes.push_back(seam + near - reach);
      }
    }
    return sizes;
  }

  std::mt19937_64 random_{test_seed()};
  std::vector<DeflateInt16> deflaters_;
  Inflater inflater_;
};

TEST_P(DeflateInt16Test, InflatesForEverySizeTo4096) {
  const Bytes gaussian = make_gaussian(2048, 3);
  const Bytes noise = make_noise(4096);
  const Bytes ramp = make_values(2048, [](std::size_t i) { return int(i); });
  // A short run tests all small sizes and some of the others.
  const std::size_t step = !is_campaign() ? 211 : is_slow() ? 17 : 1;
  for (std::size_t size = 0; size <= 4096; size += size < 100 ? 1 : step) {
    SCOPED_TRACE(size);
    const auto end = static_cast<std::ptrdiff_t>(size);
    expect_inflates({gaussian.begin(), gaussian.begin() + end});
    expect_inflates({noise.begin(), noise.begin() + end});
    expect_inflates({ramp.begin(), ramp.begin() + end});
    expect_inflates(Bytes(size));
    if (HasFailure()) {
      return;
    }
  }
}

TEST_P(DeflateInt16Test, InflatesAtTheSeamsOfUnitsAndBlocks) {
  for (const std::size_t n_values : seams()) {
    SCOPED_TRACE(n_values);
    expect_inflates(make_gaussian(n_values, 3));
    expect_inflates(Bytes(2 * n_values + 1, std::byte{7}));
  }
}

TEST_P(DeflateInt16Test, NeedsHardlyMoreThanStoredForNoise) {
  for (const std::size_t size : {1U, 100U, 65'535U, 65'536U, 400'000U}) {
    const Bytes stream = expect_inflates(make_noise(size));
    EXPECT_LE(stream.size(), size + 11 + size / 5'000) << size;
  }
}

TEST_P(DeflateInt16Test, MakesConstantsTiny) {
  for (const int value : {0, 1, -1, 300, -32'768}) {
    const Bytes content =
        make_values(200'000, [=](std::size_t) { return value; });
    EXPECT_LT(expect_inflates(content).size(), content.size() / 200) << value;
  }
}

TEST_P(DeflateInt16Test, InflatesRamps) {
  for (const int step : {1, -1, 255, 256, 257, 4'097}) {
    expect_inflates(make_values(
        100'000, [=](std::size_t i) { return int(i % 65'536) * step; }));
  }
}

TEST_P(DeflateInt16Test, InflatesFullRangeNoiseOfValues) {
  expect_inflates(make_gaussian(100'000, 8'000));
  expect_inflates(make_values(100'000, [&](std::size_t) {
    return random_() % 2 == 0 ? 32'767 : -32'768;
  }));
}

TEST_P(DeflateInt16Test, InflatesRunsOfAllLengths) {
  Bytes content;
  for (std::size_t run = 1; run < 400; ++run) {
    const Bytes values = make_noise(2);
    for (std::size_t i = 0; i < run; ++i) {
      content.insert(content.end(), values.begin(), values.end());
    }
  }
  const Bytes stream = expect_inflates(content);
  EXPECT_LT(stream.size(), content.size() / 20);
}

// Rows repeat at their own distance, up to and beyond the window.
TEST_P(DeflateInt16Test, InflatesRepeatedRows) {
  const std::size_t n_bytes = is_campaign() ? 400'000 : 160'000;
  for (const std::size_t row :
       {1U, 2U, 3U, 5U, 385U, 16'383U, 16'384U, 16'385U, 40'000U}) {
    const Bytes once = make_noise(2 * row);
    Bytes content;
    while (content.size() < n_bytes) {
      content.insert(content.end(), once.begin(), once.end());
    }
    const Bytes stream = expect_inflates(content);
    if (row <= 385) {  // The tables of "fast" hold few more values.
      EXPECT_LT(stream.size(), once.size() + content.size() / 50) << row;
    }
  }
}

// Positions are stored modulo 2^16; a table must not use an old position for a
// new one.
TEST_P(DeflateInt16Test, InflatesRepetitionsBeyondTheWindow) {
  for (const std::size_t gap : {49'152U, 65'535U, 65'536U, 65'537U, 131'072U}) {
    const Bytes once = make_noise(2'000);
    Bytes content = once;
    content.resize(2 * gap);
    content.insert(content.end(), once.begin(), once.end());
    expect_inflates(content);
  }
}

// Matches of an odd number of bytes, and ones that begin between values.
TEST_P(DeflateInt16Test, InflatesTextOfOddPeriod) {
  Bytes content;
  const Bytes period = make_noise(7);
  while (content.size() < 100'001) {
    content.insert(content.end(), period.begin(), period.end());
  }
  expect_inflates(content);
}

// Noise between compressible parts: stored and coded blocks alternate.
TEST_P(DeflateInt16Test, InflatesBlocksOfAllKinds) {
  Bytes content;
  for (int i = 0; i < 6; ++i) {
    const Bytes part = i % 2 == 0 ? make_noise(150'001) : Bytes(100'003);
    content.insert(content.end(), part.begin(), part.end());
  }
  EXPECT_LT(expect_inflates(content).size(), content.size() * 7 / 10);
}

TEST_P(DeflateInt16Test, InflatesRandomMixtures) {
  const int n_mixtures = is_campaign() ? 60 : 15;
  for (int i = 0; i < n_mixtures; ++i) {
    Bytes content;
    while (random_() % 8 != 0) {
      const std::size_t n = 1 + random_() % 5'000;
      Bytes part = random_() % 4 == 0
                       ? make_noise(n)
                       : make_gaussian(n, std::exp2(random_() % 12));
      if (random_() % 3 == 0 && content.size() > n) {  // Earlier bytes.
        const std::size_t at = random_() % (content.size() - n);
        part.assign(content.begin() + static_cast<std::ptrdiff_t>(at),
                    content.begin() + static_cast<std::ptrdiff_t>(at + n));
      }
      content.insert(content.end(), part.begin(), part.end());
    }
    expect_inflates(content);
  }
}

TEST_P(DeflateInt16Test, IsTheSameWhateverCameBefore) {
  const Bytes content = make_gaussian(50'000, 4);
  const Bytes stream = deflated(content);
  deflated(make_gaussian(30'000, 400));
  EXPECT_TRUE(same_bytes(stream, deflated(content)));
}

// Content of one segment is repeated in the next segments, where no match may
// refer to it.
TEST_P(DeflateInt16Test, SegmentsInflateAlone) {
  const std::size_t block = 2 * GetParam().settings.block_values;
  for (const std::size_t size :
       {std::size_t{2}, std::size_t{10}, std::size_t{1'001}, 2 * kUnitValues,
        2 * kUnitValues + 2, block - 2, block, block + 2}) {
    SCOPED_TRACE(size);
    for (const Bytes& once :
         {make_noise(size), make_gaussian(size / 2, 3), Bytes(size)}) {
      Bytes content;
      std::vector<std::size_t> ends;
      for (int i = 0; i < 3; ++i) {
        content.insert(content.end(), once.begin(), once.end());
        ends.push_back(content.size());
      }
      expect_segments_inflate(content, ends);
    }
  }
}

TEST_P(DeflateInt16Test, RandomSegmentsInflateAlone) {
  const int n_rounds = is_campaign() ? 60 : 10;
  for (int round = 0; round < n_rounds; ++round) {
    Bytes content;
    std::vector<std::size_t> ends;
    do {
      const std::size_t n = 1 + random_() % (1U << (1 + random_() % 18));
      const Bytes part = random_() % 4 == 0
                             ? make_noise(n)
                             : make_gaussian(n, std::exp2(random_() % 12));
      content.insert(content.end(), part.begin(), part.end());
      ends.push_back(content.size());
    } while (random_() % 8 != 0);
    expect_segments_inflate(content, ends);
  }
}

// A block of a few values would need as large a header as other blocks.
TEST_P(DeflateInt16Test, SegmentsHaveNoSmallLastBlock) {
  const std::size_t block = 2 * GetParam().settings.block_values;
  const Bytes content = make_gaussian(block + 100, 20);
  const std::size_t middle = content.size() / 2;
  const std::vector<std::size_t> sizes = reference_block_sizes(
      expect_segments_inflate(content, {middle, content.size()}),
      content.size());
  ASSERT_EQ(sizes.size(), 5);  // Two blocks, an empty one, and two more.
  EXPECT_EQ(sizes[2], 0);
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    EXPECT_GE(sizes[i], block / 3);
    EXPECT_LE(sizes[i], block - block / 3);
  }
}

// Only the bytes matter, not their address.
TEST_P(DeflateInt16Test, TakesBytesThatAreNotAligned) {
  const Bytes content = make_gaussian(20'000, 4);
  Bytes shifted(1);
  shifted.insert(shifted.end(), content.begin(), content.end());
  EXPECT_TRUE(
      same_bytes(deflated(content), deflated(std::span(shifted).subspan(1))));
}

TEST_P(DeflateInt16Test, BeatsZlibsDefaultOnDifferences) {
  for (const double deviation : {2.0, 5.0, 12.0}) {
    const Bytes content = make_gaussian(100'000, deviation);
    EXPECT_LT(deflated(content).size(), reference_deflate(content).size())
        << deviation;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Effort, DeflateInt16Test,
    ::testing::Values(NamedSettings{"fast", kFastSettings},
                      NamedSettings{"balanced", kBalancedSettings},
                      NamedSettings{"dense", kDenseSettings}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace mtscomp
