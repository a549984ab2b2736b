// Bug: reading the status of a mount whose path is not UTF-8 ended the daemon.
// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An assertion about the JSON text failed; without assertions, bytes after the
// end of the path were read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/json.h"
#include "programs/mount/status/mount_status.h"
#include "programs/mount/status/status_text.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

// "\xf0" begins a sequence of four bytes; three of them are missing.
MountStatus status_of(const std::string& source) {
  MountStatus status;
  status.request.source = source;
  status.request.mount_point = "/mnt/\xff";
  status.request.mount_options = {"fsname=\xc3"};
  return status;
}

TEST(StatusOfOddPathTest, IsJsonThatIsReadAgain) {
  const std::string json = status_json(status_of("/data/\xf0"));
  const JsonValue value = parse_json(json, "status.json");
  const auto& members = std::get<JsonObject>(value.data);
  EXPECT_EQ(std::get<std::string>(find_member(members, "source")->data),
            R"(/data/\xf0)");
  EXPECT_EQ(std::get<std::string>(find_member(members, "mount_point")->data),
            R"(/mnt/\xff)");
}

TEST(StatusOfOddPathTest, IsToldToPeople) {
  EXPECT_THAT(status_text(status_of("/data/\xf0"), ""),
              HasSubstr(R"(/data/\xf0 is shown at /mnt/\xff)"));
}

TEST(StatusOfOddPathTest, OtherPathsStayAsTheyAre) {
  EXPECT_THAT(status_text(status_of("/data/\u00e9\\xf0"), ""),
              HasSubstr("/data/\u00e9\\xf0 is shown at "));
}

}  // namespace
}  // namespace mtscomp
