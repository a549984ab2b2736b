// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Compares the kernels of each instruction set of this processor, the plain
// ones included, with transpose.h and cumulative_sum.h, which have separate
// tests.
#include "codec/transform/int16/int16_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>

#include "codec/transform/cumulative_sum.h"
#include "codec/transform/transpose.h"

#include "support/bytes.h"
#include "support/guarded_bytes.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

// Bytes between guard bytes, `shift` of them unused, so the rest is not
// aligned.
class ShiftedBytes {
 public:
  ShiftedBytes(std::size_t size, std::size_t shift)
      : bytes_(size + shift), shift_(shift) {}

  std::span<std::byte> span() { return bytes_.span().subspan(shift_); }
  bool guards_are_intact() const { return bytes_.guards_are_intact(); }

 private:
  GuardedBytes bytes_;
  std::size_t shift_;
};

class Int16KernelsTest : public ::testing::TestWithParam<Int16Kernels> {
 protected:
  void expect_right(std::size_t n_samples, std::size_t n_channels) {
    for (const bool do_time_diff : {false, true}) {
      for (const bool do_spatial_diff : {false, true}) {
        const Int16Chunk chunk = {
            .n_samples = n_samples,
            .n_channels = n_channels,
            .transform = {.do_time_diff = do_time_diff,
                          .do_spatial_diff = do_spatial_diff}};
        SCOPED_TRACE(testing::Message()
                     << n_samples << " samples of " << n_channels << ", time "
                     << do_time_diff << ", channel " << do_spatial_diff);
        make_differences(n_samples * n_channels * 2);
        expect_same_channel_major(chunk);
        expect_same_sample_major(chunk);
      }
    }
  }

  std::size_t random_up_to(std::size_t n) { return random_() % (n + 1); }

 private:
  void make_differences(std::size_t size) {
    differences_.resize(size);
    for (std::byte& byte : differences_) {
      byte = static_cast<std::byte>(random_());
    }
  }

  static ChunkLayout layout_of(const Int16Chunk& chunk) {
    return {.dtype = {.value_width = 2},
            .n_channels = chunk.n_channels,
            .transform = chunk.transform};
  }

  // Splits the work into two parts at a random place.
  std::size_t random_cut(std::size_t n) {
    return random_() % 4 == 0 ? n : random_up_to(n);
  }

  void expect_same_channel_major(const Int16Chunk& chunk) {
    Bytes expected(differences_.size());
    to_sample_major(differences_, expected, chunk.n_samples, chunk.n_channels,
                    2);
    undo_differences(expected, layout_of(chunk));
    ShiftedBytes found(differences_.size(), random_up_to(33));
    const std::size_t cut = random_cut(chunk.n_channels);
    undo_channels(chunk, {0, cut}, found.span().data());
    undo_channels(chunk, {cut, chunk.n_channels}, found.span().data());
    GetParam().undo_spatial(chunk, found.span().data());
    EXPECT_TRUE(same_bytes(expected, found.span()));
    EXPECT_TRUE(found.guards_are_intact());
  }

  void undo_channels(const Int16Chunk& chunk, const ChannelRange& channels,
                     std::byte* destination) {
    const std::size_t size = chunk.n_samples * 2;
    const std::span<const std::byte> part =
        std::span(differences_)
            .subspan(channels.first * size,
                     (channels.last - channels.first) * size);
    // The input ends at the end of its memory: ASan reports reads beyond it.
    const std::size_t shift = random_up_to(33);
    Bytes source(shift + part.size());
    std::copy(part.begin(), part.end(),
              source.begin() + static_cast<std::ptrdiff_t>(shift));
    GetParam().undo_channels(chunk, channels, source.data() + shift,
                             destination);
  }

  void expect_same_sample_major(const Int16Chunk& chunk) {
    Bytes expected = differences_;
    undo_differences(expected, layout_of(chunk));
    ShiftedBytes found(differences_.size(), random_up_to(33));
    std::copy(differences_.begin(), differences_.end(), found.span().begin());
    const std::size_t cut = random_cut(chunk.n_samples);
    GetParam().undo_samples(chunk, {0, cut}, found.span().data());
    GetParam().undo_samples(chunk, {cut, chunk.n_samples}, found.span().data());
    EXPECT_TRUE(same_bytes(expected, found.span()));
    EXPECT_TRUE(found.guards_are_intact());
  }

  std::mt19937_64 random_ = std::mt19937_64(test_seed());
  Bytes differences_;
};

TEST_P(Int16KernelsTest, AreRightForEveryNumberOfChannels) {
  for (std::size_t n_channels = 1; n_channels <= 100; ++n_channels) {
    expect_right(random_up_to(60), n_channels);
  }
  for (const std::size_t n_channels : {384U, 385U, 1540U}) {
    expect_right(random_up_to(60), n_channels);
  }
}

TEST_P(Int16KernelsTest, AreRightForEveryNumberOfSamples) {
  for (std::size_t n_samples = 0; n_samples <= 300; ++n_samples) {
    expect_right(n_samples, 1 + random_up_to(70));
  }
  expect_right(1'001, 385);
}

INSTANTIATE_TEST_SUITE_P(Usable, Int16KernelsTest,
                         ::testing::ValuesIn(usable_int16_kernels()),
                         [](const auto& test) {
                           return std::string(test.param.name);
                         });

}  // namespace
}  // namespace mtscomp
