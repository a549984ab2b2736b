// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Every recording that mtscomp packed is read with mtscomp's own bytes.
#include "support/golden.h"

#include <gtest/gtest.h>

#include "reader/open_recording.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

Bytes read_raw(const Recording& recording) {
  LoadScratch scratch;
  Bytes raw;
  for (std::size_t i = 0; i < recording.chunks().n_chunks(); ++i) {
    const ByteBuffer chunk = recording.load_chunk(i, scratch);
    raw.insert(raw.end(), chunk.span().begin(), chunk.span().end());
  }
  return raw;
}

class GoldenTest : public ::testing::TestWithParam<GoldenPair> {};

TEST_P(GoldenTest, DecodesToTheBytesOfMtscomp) {
  const std::shared_ptr<const Recording> recording =
      open_recording(GetParam().cbin_path, GetParam().ch_path);
  const Bytes raw = read_raw(*recording);
  EXPECT_EQ(recording->chunks().raw_size(), GetParam().raw_size);
  EXPECT_EQ(raw.size(), GetParam().raw_size);
  EXPECT_EQ(sha1_of(raw), GetParam().raw_sha1);
}

INSTANTIATE_TEST_SUITE_P(Golden, GoldenTest,
                         ::testing::ValuesIn(golden_pairs()),
                         [](const auto& test) { return test.param.name; });

TEST(GoldenSetTest, AreAllThere) { EXPECT_EQ(golden_pairs().size(), 49); }

}  // namespace
}  // namespace mtscomp
