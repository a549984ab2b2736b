// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/header_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Unsets the variables before and after each test.
class HeaderLimitsTest : public ::testing::Test {
 protected:
  void SetUp() override { unset(); }
  void TearDown() override { unset(); }

  static void unset() {
    for (const char* const name :
         {"MTSCOMP_MAX_HEADER_SIZE", "MTSCOMP_MAX_CHUNK_SIZE",
          "MTSCOMP_MAX_CHUNKS"}) {
      ::unsetenv(name);
    }
  }
  static std::string refusal() {
    try {
      chosen_limits();
    } catch (const UsageError& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(HeaderLimitsTest, DefaultsHoldWhereNothingIsSet) {
  const HeaderLimits limits = chosen_limits();
  EXPECT_EQ(limits.max_header_size, std::uint64_t{64} << 20);
  EXPECT_EQ(limits.max_chunk_size, std::uint64_t{2} << 30);
  EXPECT_EQ(limits.max_chunks, 1'000'000U);
}

TEST_F(HeaderLimitsTest, EmptyVariableIsNotSet) {
  ::setenv("MTSCOMP_MAX_CHUNKS", "", 1);
  EXPECT_EQ(chosen_limits().max_chunks, HeaderLimits().max_chunks);
}

TEST_F(HeaderLimitsTest, EnvironmentSetsEach) {
  ::setenv("MTSCOMP_MAX_HEADER_SIZE", "1M", 1);
  ::setenv("MTSCOMP_MAX_CHUNK_SIZE", "3G", 1);
  ::setenv("MTSCOMP_MAX_CHUNKS", "7", 1);
  const HeaderLimits limits = chosen_limits();
  EXPECT_EQ(limits.max_header_size, std::uint64_t{1} << 20);
  EXPECT_EQ(limits.max_chunk_size, std::uint64_t{3} << 30);
  EXPECT_EQ(limits.max_chunks, 7U);
}

TEST_F(HeaderLimitsTest, VariableThatIsNoLimitIsRefusedByItsName) {
  for (const char* const value :
       {"many", "0", "-1", "1.5", "1K", "4294967297", "99999999999999999999"}) {
    ::setenv("MTSCOMP_MAX_CHUNKS", value, 1);
    EXPECT_THAT(
        refusal(),
        StartsWith("MTSCOMP_MAX_CHUNKS=" + std::string(value) + ": expected"));
  }
}

TEST_F(HeaderLimitsTest, SizeThatIsNoneIsRefusedByItsName) {
  for (const char* const value : {"much", "0", "3G", "16777216T"}) {
    ::setenv("MTSCOMP_MAX_HEADER_SIZE", value, 1);
    EXPECT_THAT(
        refusal(),
        HasSubstr("MTSCOMP_MAX_HEADER_SIZE=" + std::string(value) + ": "));
  }
}

TEST_F(HeaderLimitsTest, OtherNamesSetNothing) {
  HeaderLimits limits;
  EXPECT_FALSE(set_limit("max_channels", "1", limits));
  EXPECT_FALSE(set_limit("", "1", limits));
  EXPECT_TRUE(set_limit("max_chunks", "1", limits));
}

TEST_F(HeaderLimitsTest, MessageNamesOptionAndVariable) {
  EXPECT_EQ(how_to_raise("max_chunk_size"),
            "; raise the limit with MTSCOMP_MAX_CHUNK_SIZE=N in the "
            "environment, or -o max_chunk_size=N of mtscompfs");
}

TEST_F(HeaderLimitsTest, HeaderBeyondTheLimitIsRefusedByItsName) {
  EXPECT_NO_THROW(check_header_size(100, "x.ch", {.max_header_size = 100}));
  try {
    check_header_size(101, "x.ch", {.max_header_size = 100});
    FAIL() << "accepted";
  } catch (const FormatError& error) {
    EXPECT_EQ(std::string(error.what()),
              "x.ch: 101 bytes exceed the limit of 100" +
                  how_to_raise("max_header_size"));
  }
}

}  // namespace
}  // namespace mtscomp
