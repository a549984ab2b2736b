// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

template <typename Throw>
std::string message_of(Throw throw_it) {
  try {
    throw_it();
  } catch (...) {
    return current_exception_message();
  }
  return "nothing was thrown";
}

TEST(ErrorThrowSystemTest, CarriesErrnoAndWhatWasTried) {
  try {
    throw_system_error(ENOENT, "/data/x.cbin: cannot open");
    FAIL() << "nothing was thrown";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::no_such_file_or_directory);
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_THAT(error.what(), HasSubstr("/data/x.cbin: cannot open"));
  }
}

TEST(ErrorIsUnsupportedTest, WhatFailsIsNotUnsupported) {
  for (const int unknown : {EINVAL, ENOSYS, EOPNOTSUPP, EPERM}) {
    EXPECT_TRUE(is_unsupported(unknown));
  }
  for (const int failure : {EACCES, EIO, ENOSPC, EROFS, EEXIST}) {
    EXPECT_FALSE(is_unsupported(failure));
  }
}

TEST(ErrorThrowErrnoTest, CarriesTheCurrentErrno) {
  try {
    errno = EACCES;
    throw_errno("/data/x.cbin: cannot open");
    FAIL() << "nothing was thrown";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), EACCES);
    EXPECT_THAT(error.what(), HasSubstr("/data/x.cbin: cannot open"));
  }
}

TEST(ErrorMessageTest, IsTheTextOfAnyStandardException) {
  EXPECT_EQ(message_of([] { throw FormatError("a"); }), "a");
  EXPECT_EQ(message_of([] { throw CorruptChunkError("b"); }), "b");
  EXPECT_EQ(message_of([] { throw UsageError("c"); }), "c");
  EXPECT_EQ(message_of([] { throw std::logic_error("d"); }), "d");
}

TEST(ErrorMessageTest, AdmitsWhatItCannotRead) {
  EXPECT_EQ(message_of([] { throw 42; }), "unknown error");
}

TEST(ErrorTest, KindsAreToldApart) {
  EXPECT_THROW(throw FormatError(""), FormatError);
  EXPECT_FALSE((std::is_convertible_v<FormatError*, CorruptChunkError*>));
  EXPECT_FALSE((std::is_convertible_v<CorruptChunkError*, FormatError*>));
  EXPECT_FALSE((std::is_convertible_v<UsageError*, FormatError*>));
}

// Bugs: the messages were the class name "std::bad_alloc" and "filesystem
// error: status: Permission denied [/root/.mtscomp]".
TEST(ErrorMessageTest, NamesThePathOfAFilesystemErrorFirst) {
  try {
    throw std::filesystem::filesystem_error(
        "status", "/closed/x.cbin",
        std::make_error_code(std::errc::permission_denied));
  } catch (...) {
    EXPECT_EQ(current_exception_message(), "/closed/x.cbin: Permission denied");
  }
}

TEST(ErrorMessageTest, SaysThatMemoryIsShort) {
  try {
    throw std::bad_alloc();
  } catch (...) {
    EXPECT_EQ(current_exception_message(), "out of memory");
  }
}

}  // namespace
}  // namespace mtscomp
