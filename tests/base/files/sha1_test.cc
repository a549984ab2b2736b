// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/sha1.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

#include "support/bytes.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

std::string sha1_of_text(std::string_view text) {
  return sha1_of(to_bytes(text));
}

// The examples of FIPS 180-1 and RFC 3174.
TEST(Sha1Test, AgreesWithTheStandard) {
  EXPECT_EQ(sha1_of_text(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(sha1_of_text("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(
      sha1_of_text("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(sha1_of_text(std::string(1'000'000, 'a')),
            "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST(Sha1Test, DoesNotDependOnHowBytesAreCut) {
  std::mt19937_64 random(test_seed());
  Bytes bytes(10'000);
  for (std::byte& byte : bytes) {
    byte = static_cast<std::byte>(random());
  }
  Sha1 sha1;
  std::span<const std::byte> left = bytes;
  while (!left.empty()) {
    const std::size_t size = std::min<std::size_t>(random() % 200, left.size());
    sha1.update(left.first(size));
    left = left.subspan(size);
  }
  EXPECT_EQ(sha1.finish(), sha1_of(bytes));
}

TEST(Sha1Test, MoveKeepsItsState) {
  Sha1 first;
  first.update(to_bytes("ab"));
  Sha1 second = std::move(first);
  second.update(to_bytes("c"));
  EXPECT_EQ(second.finish(), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

}  // namespace
}  // namespace mtscomp
