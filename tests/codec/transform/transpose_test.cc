// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/transform/transpose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/reference_codec.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

struct Shape {
  std::size_t n_samples;
  std::size_t n_channels;
};

Bytes random_bytes(std::size_t size) {
  std::mt19937_64 random(test_seed());
  Bytes bytes(size);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random());
  }
  return bytes;
}

class TransposeTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  // Compares with the reference.
  void expect_right(const Shape& shape) const {
    const Bytes source =
        random_bytes(shape.n_samples * shape.n_channels * width_);
    GuardedBytes destination(source.size());
    to_sample_major(source, destination.span(), shape.n_samples,
                    shape.n_channels, width_);
    EXPECT_TRUE(
        same_bytes(reference_to_sample_major(source, shape.n_channels, width_),
                   destination.span()))
        << shape.n_samples << " samples of " << shape.n_channels;
    EXPECT_TRUE(destination.guards_are_intact())
        << shape.n_samples << " samples of " << shape.n_channels;
  }

  std::size_t width_ = GetParam();
};

TEST_P(TransposeTest, AgreesWithReferenceForSmallShapes) {
  for (std::size_t n_samples = 1; n_samples <= 9; ++n_samples) {
    for (std::size_t n_channels = 1; n_channels <= 9; ++n_channels) {
      expect_right({n_samples, n_channels});
    }
  }
}

TEST_P(TransposeTest, AgreesWithReferenceAroundPowersOfTwo) {
  for (const std::size_t n_samples :
       std::vector<std::size_t>{15, 16, 17, 31, 32, 33, 63, 64, 65}) {
    for (const std::size_t n_channels :
         std::vector<std::size_t>{15, 16, 17, 31, 32, 33, 63, 64, 65}) {
      expect_right({n_samples, n_channels});
    }
  }
}

TEST_P(TransposeTest, AgreesWithReferenceForLongAndWideShapes) {
  for (const Shape& shape :
       {Shape{1, 1000}, Shape{1000, 1}, Shape{1000, 3}, Shape{3, 1000},
        Shape{500, 385}, Shape{385, 384}}) {
    expect_right(shape);
  }
}

TEST_P(TransposeTest, TakesBytesOfAnyAlignment) {
  constexpr std::size_t kSamples = 40;
  constexpr std::size_t kChannels = 35;
  const Bytes source = random_bytes(kSamples * kChannels * width_ + 1);
  const std::span<const std::byte> odd = std::span(source).subspan(1);
  GuardedBytes destination(odd.size() + 3);
  to_sample_major(odd, destination.span().subspan(3), kSamples, kChannels,
                  width_);
  EXPECT_TRUE(same_bytes(reference_to_sample_major(odd, kChannels, width_),
                         destination.span().subspan(3)));
}

INSTANTIATE_TEST_SUITE_P(Width, TransposeTest, ::testing::Values(1, 2, 4, 8));

TEST(TransposeTest, BringsTheChannelsOfASampleTogether) {
  const Bytes source = make_bytes({1, 2, 3, 11, 12, 13});
  Bytes destination(source.size());
  to_sample_major(source, destination, 3, 2, 1);
  EXPECT_EQ(destination, make_bytes({1, 11, 2, 12, 3, 13}));
}

// Some samples of a chunk of 100 samples of 37 channels.
class TransposeSomeTest : public ::testing::TestWithParam<std::size_t> {
 protected:
  static constexpr std::size_t kSamples = 100;
  static constexpr std::size_t kChannels = 37;

  // n samples, beginning with `first`, of a sample-major chunk.
  template <typename Byte>
  std::span<Byte> part(std::span<Byte> samples, std::size_t first,
                       std::size_t n) const {
    const std::size_t sample_size = kChannels * width_;
    return samples.subspan(first * sample_size, n * sample_size);
  }

  std::size_t width_ = GetParam();
  Bytes samples_ = random_bytes(kSamples * kChannels * width_);
  Bytes channel_major_ =
      reference_to_channel_major(samples_, kChannels, width_);
};

constexpr std::pair<std::size_t, std::size_t> kParts[] = {
    {0, 1}, {0, 100}, {99, 1}, {1, 31}, {32, 32}, {33, 64}, {40, 0}, {100, 0}};

TEST_P(TransposeSomeTest, AreGatheredFromEveryChannel) {
  for (const auto& [first, n] : kParts) {
    GuardedBytes found(n * kChannels * width_);
    gather_samples(channel_major_, first, found.span(), kChannels, width_);
    SCOPED_TRACE(testing::Message() << n << " from " << first);
    EXPECT_TRUE(same_bytes(part(std::span<const std::byte>(samples_), first, n),
                           found.span()));
    EXPECT_TRUE(found.guards_are_intact());
  }
}

TEST_P(TransposeSomeTest, AreScatteredAndTheOthersStay) {
  for (const auto& [first, n] : kParts) {
    const Bytes new_samples = random_bytes(n * kChannels * width_);
    Bytes expected = samples_;
    std::copy(new_samples.begin(), new_samples.end(),
              part(std::span(expected), first, n).begin());
    GuardedBytes found(channel_major_.size());
    std::copy(channel_major_.begin(), channel_major_.end(),
              found.span().begin());
    scatter_samples(new_samples, found.span(), first, kChannels, width_);
    SCOPED_TRACE(testing::Message() << n << " from " << first);
    EXPECT_TRUE(same_bytes(
        reference_to_channel_major(expected, kChannels, width_), found.span()));
    EXPECT_TRUE(found.guards_are_intact());
  }
}

INSTANTIATE_TEST_SUITE_P(Width, TransposeSomeTest,
                         ::testing::Values(1, 2, 4, 8));

}  // namespace
}  // namespace mtscomp
