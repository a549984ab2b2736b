// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/address/file_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(FileAddressTest, SplitsUrlsAndDecodesTheName) {
  EXPECT_EQ(split_address("https://HOST/a/b/x%20y%23.cbin"),
            (FileAddress{"https://host/a/b/", "x y#.cbin"}));
  EXPECT_EQ(split_address("https://host/a/b/"),
            (FileAddress{"https://host/a/b/", ""}));
  EXPECT_EQ(split_address("http://host:8080"),
            (FileAddress{"http://host:8080/", ""}));
  EXPECT_EQ(split_address("https://host/x.cbin"),
            (FileAddress{"https://host/", "x.cbin"}));
}

TEST(FileAddressTest, SplitsKeysOfS3AsTheyAre) {
  EXPECT_EQ(split_address("s3://bucket/a/#2024#/x%20y.cbin"),
            (FileAddress{"s3://bucket/a/#2024#", "x%20y.cbin"}));
  EXPECT_EQ(split_address("s3://bucket/x.cbin"),
            (FileAddress{"s3://bucket", "x.cbin"}));
  EXPECT_EQ(split_address("s3://bucket/a/"),
            (FileAddress{"s3://bucket/a", ""}));
  EXPECT_EQ(split_address("s3://bucket"), (FileAddress{"s3://bucket", ""}));
}

TEST(FileAddressTest, WrongAddressIsRefusedWithoutItsSecrets) {
  for (const char* const address :
       {"https://user:secret@host/x.cbin", "https://host/x.cbin?key=secret",
        "s3://key:secret@bucket/x.cbin", "ftp://host/x.cbin",
        "https://host/a%2Fb"}) {
    try {
      split_address(address);
      FAIL() << address;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
    }
  }
}

TEST(FileAddressTest, NormalAddressHasNoSlashAtItsEnd) {
  EXPECT_EQ(normal_address("HTTPS://Host:443/a b/"), "https://host/a%20b");
  EXPECT_EQ(normal_address("https://host"), "https://host");
  EXPECT_EQ(normal_address("s3://bucket/a/"), "s3://bucket/a");
  EXPECT_EQ(normal_address("s3://bucket/"), "s3://bucket");
  EXPECT_THROW(normal_address("https://user@host"), UsageError);
}

TEST(FileAddressTest, AddressBelowAnArchiveIsEncoded) {
  EXPECT_EQ(address_below("https://host/a/", "#b#/x y.cbin"),
            "https://host/a/%23b%23/x%20y.cbin");
  EXPECT_EQ(address_below("https://host/a", "x"), "https://host/a/x");
  EXPECT_EQ(address_below("s3://bucket/a", "#b#/x y.cbin"),
            "s3://bucket/a/#b#/x y.cbin");
  EXPECT_EQ(address_below("s3://bucket", ""), "s3://bucket");
}

TEST(FileAddressTest, SplittingReversesJoining) {
  for (const std::string archive : {"https://host/a/", "s3://bucket/a"}) {
    for (const std::string name : {"x.cbin", "%#?.ch", "ü +&.cbin"}) {
      EXPECT_EQ(split_address(address_below(archive, name)),
                (FileAddress{archive, name}));
    }
  }
}

}  // namespace
}  // namespace mtscomp
