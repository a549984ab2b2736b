// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "codec/inflate/bit_reader.h"

#include <gtest/gtest.h>

#include "mtscomp/base/error.h"
#include "support/bytes.h"

namespace mtscomp {
namespace {

Bytes counting_bytes(std::size_t size) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<std::byte>(i + 1);
  }
  return bytes;
}

BitReader reader_of(const Bytes& bytes) {
  return {.next = bytes.data(), .end = bytes.data() + bytes.size()};
}

TEST(BitReaderTest, TakesTheLeastSignificantBitsFirst) {
  const Bytes bytes = {std::byte{0b10110100}, std::byte{0b00000001}};
  BitReader reader = reader_of(bytes);
  reader.refill();
  EXPECT_EQ(reader.take(2), 0b00);
  EXPECT_EQ(reader.take(3), 0b101);
  EXPECT_EQ(reader.take(0), 0);
  EXPECT_EQ(reader.take(4), 0b1101);
}

TEST(BitReaderTest, TakesEveryBitOfTheStreamAndNoMore) {
  const Bytes bytes = counting_bytes(20);
  BitReader reader = reader_of(bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    reader.refill();
    EXPECT_EQ(reader.take(3), (i + 1) % 8);
    EXPECT_EQ(reader.take(5), (i + 1) / 8);
  }
  reader.refill();
  EXPECT_THROW(reader.skip(1), CorruptChunkError);
}

TEST(BitReaderTest, HasAtLeast56BitsAfterARefill) {
  const Bytes bytes = counting_bytes(20);
  BitReader reader = reader_of(bytes);
  for (const unsigned n_bits : {1U, 7U, 20U, 56U}) {
    reader.refill();
    EXPECT_GE(reader.count, 56);
    reader.take(n_bits);
  }
}

TEST(BitReaderTest, GivesBackWholeBytesThatWereReadAhead) {
  const Bytes bytes = counting_bytes(20);
  BitReader reader = reader_of(bytes);
  reader.refill();
  reader.take(9);
  reader.align_to_byte();
  EXPECT_EQ(reader.rest().data(), bytes.data() + 2);
  EXPECT_EQ(reader.rest().size(), 18);
  reader.refill();
  EXPECT_EQ(reader.take(8), 3);
}

TEST(BitReaderTest, StaysWhereItIsIfThatIsAWholeByte) {
  const Bytes bytes = counting_bytes(3);
  BitReader reader = reader_of(bytes);
  reader.refill();
  reader.take(24);
  reader.align_to_byte();
  EXPECT_TRUE(reader.rest().empty());
}

}  // namespace
}  // namespace mtscomp
