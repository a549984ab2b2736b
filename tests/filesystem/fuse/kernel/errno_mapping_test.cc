// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/fuse/kernel/errno_mapping.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <exception>
#include <new>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

template <typename Throw>
int errno_after(Throw throw_it) {
  try {
    throw_it();
  } catch (...) {
    return errno_from_current_exception();
  }
  return 0;
}

TEST(ErrnoMappingTest, SystemErrorsKeepTheirErrno) {
  EXPECT_EQ(errno_after([] { throw_system_error(ENOENT, "x"); }), ENOENT);
  EXPECT_EQ(errno_after([] { throw_system_error(ESTALE, "x"); }), ESTALE);
}

// The kernel would take 0 for success.
TEST(ErrnoMappingTest, SystemErrorWithoutErrnoIsEio) {
  EXPECT_EQ(errno_after([] { throw_system_error(0, "x"); }), EIO);
}

TEST(ErrnoMappingTest, LackOfMemoryIsEnomem) {
  EXPECT_EQ(errno_after([] { throw std::bad_alloc(); }), ENOMEM);
}

TEST(ErrnoMappingTest, AllElseIsEio) {
  EXPECT_EQ(errno_after([] { throw CorruptChunkError("x"); }), EIO);
  EXPECT_EQ(errno_after([] { throw FormatError("x"); }), EIO);
  EXPECT_EQ(errno_after([] { throw 5; }), EIO);
}

}  // namespace
}  // namespace mtscomp
