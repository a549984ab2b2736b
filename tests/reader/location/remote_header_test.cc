// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "reader/location/remote_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"
#include "support/memory_source.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

constexpr const char* kCbin = "x.ap.11111111-1111-1111-1111-111111111111.cbin";
constexpr const char* kCh = "x.ap.22222222-2222-2222-2222-222222222222.ch";

std::string refusal_of(const Source& archive) {
  try {
    return "found " + find_header(archive, kCbin);
  } catch (const UsageError& error) {
    return error.what();
  }
}

TEST(RemoteHeaderTest, NameWithoutUuidNeedsNoListing) {
  MemorySource archive;
  archive.refuse_listings(EACCES);
  EXPECT_EQ(find_header(archive, "x.ap.cbin"), "x.ap.ch");
}

TEST(RemoteHeaderTest, HeaderWithAnotherUuidIsFound) {
  MemorySource archive;
  for (const std::string name : {kCbin, kCh, "x.lf.cbin", "x.lf.ch"}) {
    archive.put(name, {});
  }
  EXPECT_EQ(find_header(archive, kCbin), kCh);
}

TEST(RemoteHeaderTest, MissingAndAmbiguousHeadersAreRefused) {
  MemorySource archive;
  EXPECT_THAT(refusal_of(archive), HasSubstr("give the address of the .ch"));
  archive.put(kCbin, {});
  EXPECT_THAT(refusal_of(archive), HasSubstr("give the address of the .ch"));
  archive.put(kCh, {});
  archive.put("x.ap.33333333-3333-3333-3333-333333333333.ch", {});
  EXPECT_THAT(refusal_of(archive), HasSubstr("give the address of the .ch"));
}

TEST(RemoteHeaderTest, ServerThatListsNothingIsNamed) {
  MemorySource archive;
  archive.refuse_listings(EACCES);
  EXPECT_THAT(refusal_of(archive), HasSubstr("memory://archive: cannot list"));
}

}  // namespace
}  // namespace mtscomp
