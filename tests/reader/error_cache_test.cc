// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/error_cache.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <new>
#include <system_error>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr ChunkKey kKey = {.recording = 1, .chunk_index = 2};
constexpr ErrorCache::Clock::time_point kStart;

std::exception_ptr make_error() {
  return std::make_exception_ptr(CorruptChunkError("corrupt"));
}

std::exception_ptr make_error(int error_number) {
  return std::make_exception_ptr(
      std::system_error(error_number, std::generic_category()));
}

TEST(ErrorCacheTest, KnowsNothingAtFirst) {
  ErrorCache failed;
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(ErrorCacheTest, GivesBackTheErrorOfThatChunkOnly) {
  ErrorCache failed;
  const std::exception_ptr error = make_error();
  failed.remember(kKey, error, kStart);
  EXPECT_EQ(failed.find(kKey, kStart), error);
  EXPECT_EQ(failed.find({.recording = 1, .chunk_index = 3}, kStart), nullptr);
}

TEST(ErrorCacheTest, ForgetsAfterAWhile) {
  ErrorCache failed;
  failed.remember(kKey, make_error(), kStart);
  EXPECT_NE(failed.find(kKey, kStart + ErrorCache::kCorruptMemory / 2),
            nullptr);
  EXPECT_EQ(failed.find(kKey, kStart + ErrorCache::kCorruptMemory), nullptr);
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

// A disk may recover at any time, but each failing read may take long.
TEST(ErrorCacheTest, ForgetsSoonThatAChunkCouldNotBeRead) {
  for (const int error : {EIO, ENXIO, ESTALE}) {
    ErrorCache failed;
    failed.remember(kKey, make_error(error), kStart);
    EXPECT_NE(failed.find(kKey, kStart + ErrorCache::kUnreadMemory / 2),
              nullptr);
    EXPECT_EQ(failed.find(kKey, kStart + ErrorCache::kUnreadMemory), nullptr);
  }
  EXPECT_LT(ErrorCache::kUnreadMemory, ErrorCache::kCorruptMemory);
}

// The kernel repeats a failed read at once, and several chunks of one read fail
// at slightly different times.
TEST(ErrorCacheTest, ForgetsASilentServerLater) {
  ErrorCache failed;
  failed.remember(kKey, make_error(ETIMEDOUT), kStart);
  EXPECT_NE(failed.find(kKey, kStart + ErrorCache::kTimedOutMemory / 2),
            nullptr);
  EXPECT_EQ(failed.find(kKey, kStart + ErrorCache::kTimedOutMemory), nullptr);
}

TEST(ErrorCacheTest, ShortagesAreNotRemembered) {
  ErrorCache failed;
  for (const int error : {ENOMEM, EMFILE, ENFILE}) {
    failed.remember(kKey, make_error(error), kStart);
    EXPECT_EQ(failed.find(kKey, kStart), nullptr);
  }
  failed.remember(kKey, std::make_exception_ptr(std::bad_alloc()), kStart);
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(ErrorCacheTest, ForgetsAllWhenAsked) {
  ErrorCache failed;
  failed.remember(kKey, make_error(), kStart);
  failed.clear();
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(ErrorCacheTest, StaysBounded) {
  ErrorCache failed;
  for (std::uint64_t i = 0; i < 10 * ErrorCache::kMaxChunks; ++i) {
    failed.remember({.recording = 1, .chunk_index = i}, make_error(), kStart);
  }
  std::size_t n_known = 0;
  for (std::uint64_t i = 0; i < 10 * ErrorCache::kMaxChunks; ++i) {
    if (failed.find({.recording = 1, .chunk_index = i}, kStart)) {
      ++n_known;
    }
  }
  EXPECT_LE(n_known, ErrorCache::kMaxChunks);
  EXPECT_GE(n_known, 1U);
}

}  // namespace
}  // namespace mtscomp
