// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/modification_time.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "support/bytes.h"
#include "support/captured_log.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

TEST(ModificationTimeTest, IsSetToTheNanosecond) {
  const TempDir directory;
  const std::string path = directory.file("x");
  write_file(path, "x");
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  set_modified(file, {.tv_sec = 1551700800, .tv_nsec = 123456789}, path);
  EXPECT_EQ(modified_at(file, path).tv_sec, 1551700800);
  EXPECT_EQ(modified_at(file, path).tv_nsec, 123456789);
}

TEST(ModificationTimeTest, ThatCannotBeSetIsAWarning) {
  const CapturedLog log;
  set_modified(FileDescriptor(), {}, "x.cbin");
  EXPECT_EQ(log.count("x.cbin: cannot set its modification time"), 1U);
}

TEST(ModificationTimeTest, LaterIsComparedToTheNanosecond) {
  constexpr timespec kEarly = {.tv_sec = 1, .tv_nsec = 5};
  constexpr timespec kLate = {.tv_sec = 1, .tv_nsec = 6};
  constexpr timespec kLast = {.tv_sec = 2, .tv_nsec = 0};
  EXPECT_EQ(later(kEarly, kLate).tv_nsec, 6);
  EXPECT_EQ(later(kLate, kEarly).tv_nsec, 6);
  EXPECT_EQ(later(kLast, kLate).tv_sec, 2);
  EXPECT_EQ(later(kLate, kLast).tv_sec, 2);
}

}  // namespace
}  // namespace mtscomp
