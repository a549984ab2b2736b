// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/text/byte_size.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

struct Size {
  std::string text;
  std::uint64_t bytes;
};

TEST(ByteSizeParseTest, ReadsBytes) {
  EXPECT_EQ(parse_byte_size("0"), 0);
  EXPECT_EQ(parse_byte_size("1073741824"), 1073741824);
}

TEST(ByteSizeParseTest, ReadsPowersOf1024InEitherCase) {
  for (const Size& size :
       {Size{"1K", 1024}, Size{"3k", 3072}, Size{"512M", 536870912},
        Size{"2m", 2097152}, Size{"1G", 1073741824}, Size{"5g", 5368709120},
        Size{"1T", 1099511627776}, Size{"2t", 2199023255552}}) {
    EXPECT_EQ(parse_byte_size(size.text), size.bytes) << size.text;
  }
}

TEST(ByteSizeParseTest, ReadsTheLargestSizes) {
  EXPECT_EQ(parse_byte_size("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(parse_byte_size("16777215T"), std::uint64_t{16777215} << 40);
}

TEST(ByteSizeParseTest, RefusesSizesBeyond64Bits) {
  for (const std::string text :
       {"18446744073709551616", "16777216T", "18446744073709551615K"}) {
    EXPECT_THROW(parse_byte_size(text), UsageError) << text;
  }
}

TEST(ByteSizeParseTest, RefusesWhatIsNoSize) {
  for (const std::string text :
       {"", "M", "-1", "+1", " 1", "1 ", "1 M", "1.5G", "1MB", "1MiB", "1X",
        "0x10", "1e3", "@", "1@"}) {
    EXPECT_THROW(parse_byte_size(text), UsageError) << '"' << text << '"';
  }
}

TEST(ByteSizeParseTest, MessageQuotesTheText) {
  try {
    parse_byte_size("12Q");
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("\"12Q\""));
    EXPECT_THAT(error.what(), HasSubstr("expected a size such as"));
  }
}

TEST(ByteSizeFormatTest, WritesSmallSizesInBytes) {
  EXPECT_EQ(format_byte_size(0), "0 bytes");
  EXPECT_EQ(format_byte_size(17), "17 bytes");
  EXPECT_EQ(format_byte_size(1023), "1023 bytes");
}

TEST(ByteSizeFormatTest, WritesOneDigitAfterThePoint) {
  for (const Size& size :
       {Size{"1.0 KiB", 1024}, Size{"1023.9 KiB", 1048524},
        Size{"1.0 MiB", 1048575}, Size{"512.0 MiB", 536870912},
        Size{"1.5 GiB", 1610612736}, Size{"2.0 TiB", 2199023255552}}) {
    EXPECT_EQ(format_byte_size(size.bytes), size.text);
  }
}

TEST(ByteSizeFormatTest, HasNoUnitAboveTebibytes) {
  EXPECT_EQ(format_byte_size(std::uint64_t{5000} << 40), "5000.0 TiB");
}

TEST(ByteSizeFormatTest, ReadsBackAsTheSameSize) {
  EXPECT_EQ(parse_byte_size("512M"), 536870912);
  EXPECT_EQ(format_byte_size(parse_byte_size("512M")), "512.0 MiB");
}

}  // namespace
}  // namespace mtscomp
