// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/headers/pair_identity.h"

#include <gtest/gtest.h>

#include <set>

namespace mtscomp {
namespace {

const FileIdentity kCbin = {
    .device = 1, .inode = 2, .size = 3, .mtime_ns = 4, .ctime_ns = 5};
const FileIdentity kCh = {
    .device = 1, .inode = 5, .size = 6, .mtime_ns = 7, .ctime_ns = 8};
const PairIdentity kPair = {.cbin = kCbin, .ch = kCh};

TEST(PairIdentityTest, DiffersIfEitherFileDiffers) {
  PairIdentity other_cbin = kPair;
  other_cbin.cbin.mtime_ns = 9;
  PairIdentity other_ch = kPair;
  other_ch.ch.mtime_ns = 9;
  EXPECT_NE(other_cbin, kPair);
  EXPECT_NE(other_ch, kPair);
  const std::set<std::uint64_t> hashes = {hash_of(kPair), hash_of(other_cbin),
                                          hash_of(other_ch)};
  EXPECT_EQ(hashes.size(), 3);
}

TEST(PairIdentityTest, DependsOnWhichFileIsWhich) {
  const PairIdentity swapped = {.cbin = kCh, .ch = kCbin};
  EXPECT_NE(swapped, kPair);
  EXPECT_NE(hash_of(swapped), hash_of(kPair));
}

TEST(PairIdentityTest, EqualOnesHashAlike) {
  const PairIdentity same = kPair;
  EXPECT_EQ(PairIdentityHash()(same), PairIdentityHash()(kPair));
}

}  // namespace
}  // namespace mtscomp
