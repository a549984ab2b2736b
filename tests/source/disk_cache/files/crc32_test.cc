// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/crc32.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "support/bytes.h"
#include "support/seed.h"

namespace mtscomp {
namespace {

// The check value of the catalogue of CRCs:
// https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iso-hdlc
TEST(Crc32Test, IsTheChecksumOfGzip) {
  EXPECT_EQ(crc32_of(kCrc32OfNothing, to_bytes("123456789")), 0xcbf43926U);
}

TEST(Crc32Test, NoBytesChangeNothing) {
  EXPECT_EQ(crc32_of(kCrc32OfNothing, {}), kCrc32OfNothing);
  EXPECT_EQ(crc32_of(7, {}), 7);
}

TEST(Crc32Test, PiecesHaveTheChecksumOfTheWhole) {
  std::mt19937_64 random(test_seed());
  for (int i = 0; i < 200; ++i) {
    Bytes bytes(random() % 3000);
    for (std::byte& byte : bytes) {
      byte = static_cast<std::byte>(random());
    }
    const std::span<const std::byte> all(bytes);
    const std::size_t cut = random() % (bytes.size() + 1);
    const std::uint32_t expected = static_cast<std::uint32_t>(::crc32(
        ::crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()),
        static_cast<uInt>(bytes.size())));
    EXPECT_EQ(crc32_of(kCrc32OfNothing, all), expected);
    EXPECT_EQ(
        crc32_of(crc32_of(kCrc32OfNothing, all.first(cut)), all.subspan(cut)),
        expected);
  }
}

}  // namespace
}  // namespace mtscomp
