// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/tables/listing_memory.h"

#include <gtest/gtest.h>

#include <system_error>

namespace mtscomp {
namespace {

TEST(ListingMemoryTest, ListingBeyondTheBoundIsRefusedUntilAnotherIsClosed) {
  ListingMemory memory(100);
  std::shared_ptr<const void> one = memory.take(60);
  EXPECT_THROW(memory.take(41), std::system_error);
  const std::shared_ptr<const void> small = memory.take(40);
  one.reset();
  EXPECT_NO_THROW(memory.take(60));
}

TEST(ListingMemoryTest, LargestListingIsAdmittedAlone) {
  ListingMemory memory(100);
  const std::shared_ptr<const void> large = memory.take(1000);
  EXPECT_THROW(memory.take(1), std::system_error);
}

}  // namespace
}  // namespace mtscomp
