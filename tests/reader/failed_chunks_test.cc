// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/failed_chunks.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <new>
#include <system_error>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr ChunkKey kKey = {.recording = 1, .chunk_index = 2};
constexpr FailedChunks::Clock::time_point kStart;

std::exception_ptr make_error() {
  return std::make_exception_ptr(CorruptChunkError("corrupt"));
}

std::exception_ptr make_error(int error_number) {
  return std::make_exception_ptr(
      std::system_error(error_number, std::generic_category()));
}

TEST(FailedChunks, KnowsNothingAtFirst) {
  FailedChunks failed;
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(FailedChunks, GivesBackTheErrorOfThatChunkOnly) {
  FailedChunks failed;
  const std::exception_ptr error = make_error();
  failed.remember(kKey, error, kStart);
  EXPECT_EQ(failed.find(kKey, kStart), error);
  EXPECT_EQ(failed.find({.recording = 1, .chunk_index = 3}, kStart), nullptr);
}

TEST(FailedChunks, ForgetsAfterAWhile) {
  FailedChunks failed;
  failed.remember(kKey, make_error(), kStart);
  EXPECT_NE(failed.find(kKey, kStart + FailedChunks::kCorruptMemory / 2),
            nullptr);
  EXPECT_EQ(failed.find(kKey, kStart + FailedChunks::kCorruptMemory), nullptr);
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

// A disk may answer again at any time; one that does not takes its time.
TEST(FailedChunks, ForgetsSoonThatAChunkCouldNotBeRead) {
  for (const int error : {EIO, ENXIO, ESTALE, ETIMEDOUT}) {
    FailedChunks failed;
    failed.remember(kKey, make_error(error), kStart);
    EXPECT_NE(failed.find(kKey, kStart + FailedChunks::kUnreadMemory / 2),
              nullptr);
    EXPECT_EQ(failed.find(kKey, kStart + FailedChunks::kUnreadMemory), nullptr);
  }
  EXPECT_LT(FailedChunks::kUnreadMemory, FailedChunks::kCorruptMemory);
}

TEST(FailedChunks, ShortagesAreNotRemembered) {
  FailedChunks failed;
  for (const int error : {ENOMEM, EMFILE, ENFILE}) {
    failed.remember(kKey, make_error(error), kStart);
    EXPECT_EQ(failed.find(kKey, kStart), nullptr);
  }
  failed.remember(kKey, std::make_exception_ptr(std::bad_alloc()), kStart);
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(FailedChunks, ForgetsAllWhenAsked) {
  FailedChunks failed;
  failed.remember(kKey, make_error(), kStart);
  failed.clear();
  EXPECT_EQ(failed.find(kKey, kStart), nullptr);
}

TEST(FailedChunks, StaysBounded) {
  FailedChunks failed;
  for (std::uint64_t i = 0; i < 10 * FailedChunks::kMaxChunks; ++i) {
    failed.remember({.recording = 1, .chunk_index = i}, make_error(), kStart);
  }
  std::size_t n_known = 0;
  for (std::uint64_t i = 0; i < 10 * FailedChunks::kMaxChunks; ++i) {
    if (failed.find({.recording = 1, .chunk_index = i}, kStart)) {
      ++n_known;
    }
  }
  EXPECT_LE(n_known, FailedChunks::kMaxChunks);
  EXPECT_GE(n_known, 1U);
}

}  // namespace
}  // namespace mtscomp
