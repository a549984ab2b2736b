// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/options/mount_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

MountRequest parse(std::string_view text) {
  MountRequest request;
  apply_mount_config(text, "a.conf", request);
  return request;
}

std::string error_of(std::string_view text) {
  try {
    parse(text);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(MountConfigTest, TakesPathsAndOptions) {
  const MountRequest request = parse(R"(
# An archive.
; Another way to say nothing.
SOURCE=/data/archive
  MOUNTPOINT = /mnt/archive
OPTIONS=allow_other,cache_size=2G
OPTIONS=workers=3
)");
  EXPECT_EQ(request.source, "/data/archive");
  EXPECT_EQ(request.mount_point, "/mnt/archive");
  EXPECT_EQ(request.cache_size, std::uint64_t{2} << 30);
  EXPECT_EQ(request.workers, 3U);
  EXPECT_THAT(request.mount_options, Contains("allow_other"));
}

TEST(MountConfigTest, PathsMayHaveBlanksAndQuotes) {
  const MountRequest request =
      parse("SOURCE=/data/two words\r\nMOUNTPOINT=\"/mnt/ends with one \"");
  EXPECT_EQ(request.source, "/data/two words");
  EXPECT_EQ(request.mount_point, "/mnt/ends with one ");
  EXPECT_EQ(parse("SOURCE='/a'\nMOUNTPOINT=/b#c=d").source, "/a");
  EXPECT_EQ(parse("SOURCE='/a'\nMOUNTPOINT=/b#c=d").mount_point, "/b#c=d");
}

TEST(MountConfigTest, ErrorsNameFileAndLine) {
  EXPECT_THAT(error_of("\nSOURCE=relative\n"),
              StartsWith("a.conf: line 2: SOURCE=relative: expected an abs"));
  EXPECT_THAT(error_of("SOURCE"),
              StartsWith("a.conf: line 1: \"SOURCE\": expected KEY=VALUE"));
  EXPECT_THAT(error_of("SORCE=/a"),
              StartsWith("a.conf: line 1: \"SORCE\": expected SOURCE, "));
  EXPECT_THAT(error_of("OPTIONS=nonsense"),
              StartsWith("a.conf: line 1: -o nonsense: unknown option"));
}

TEST(MountConfigTest, BothPathsAreNeeded) {
  EXPECT_EQ(error_of("SOURCE=/a\n"),
            "a.conf: the line MOUNTPOINT=PATH is missing");
  EXPECT_EQ(error_of("MOUNTPOINT=/a\n"),
            "a.conf: the line SOURCE=PATH is missing");
}

TEST(MountConfigTest, SourceCanBeAnAddress) {
  EXPECT_EQ(parse("SOURCE=https://host/a/\nMOUNTPOINT=/b\n").source,
            "https://host/a");
  EXPECT_THAT(error_of("SOURCE=https://me:secret@host\nMOUNTPOINT=/b\n"),
              AllOf(StartsWith("a.conf: line 1: "), Not(HasSubstr("secret"))));
}

}  // namespace
}  // namespace mtscomp
