// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/format/transform.h"

#include <gtest/gtest.h>

#include <set>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

TEST(TransformTest, NamesAreEightAndReadBack) {
  std::set<std::string> names;
  for (const Transform& transform : all_transforms()) {
    const std::string name = serialize_transform(transform);
    EXPECT_EQ(parse_transform(name), transform) << name;
    names.insert(name);
  }
  EXPECT_EQ(names.size(), 8U);
}

TEST(TransformTest, MtscompsOwnIsTheFirst) {
  EXPECT_EQ(all_transforms().front(), Transform());
  EXPECT_EQ(serialize_transform(Transform()), "time/F");
}

TEST(TransformTest, OtherNamesAreRefused) {
  for (const char* name : {"", "auto", "time", "time/f", "channel+time/F"}) {
    EXPECT_THROW(parse_transform(name), UsageError) << name;
  }
}

}  // namespace
}  // namespace mtscomp
