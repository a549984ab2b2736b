// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/byte_buffer.h"

#include <gtest/gtest.h>

#include <cstring>
#include <utility>

namespace mtscomp {
namespace {

TEST(ByteBufferTest, IsEmptyByDefault) {
  const ByteBuffer buffer;
  EXPECT_EQ(buffer.size(), 0);
  EXPECT_TRUE(buffer.span().empty());
}

TEST(ByteBufferTest, SpanCoversItsBytes) {
  ByteBuffer buffer(3);
  EXPECT_EQ(buffer.span().data(), buffer.data());
  EXPECT_EQ(buffer.span().size(), 3);
}

TEST(ByteBufferTest, KeepsWhatIsWritten) {
  ByteBuffer buffer(3);
  std::memcpy(buffer.data(), "abc", 3);
  const ByteBuffer& view = buffer;
  EXPECT_EQ(std::memcmp(view.data(), "abc", 3), 0);
}

TEST(ByteBufferTest, MoveKeepsTheBytesInPlace) {
  ByteBuffer buffer(3);
  const std::byte* const data = buffer.data();
  const ByteBuffer moved = std::move(buffer);
  EXPECT_EQ(moved.data(), data);
  EXPECT_EQ(moved.size(), 3);
}

}  // namespace
}  // namespace mtscomp
