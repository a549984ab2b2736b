// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "format/uuid_name.h"

#include <gtest/gtest.h>

#include <string>

namespace mtscomp {
namespace {

TEST(UuidNameTest, UuidAtTheEndIsTakenOff) {
  EXPECT_EQ(without_uuid("_spikeglx_ephysData_g0_t0.imec0.ap."
                         "0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c"),
            "_spikeglx_ephysData_g0_t0.imec0.ap");
}

TEST(UuidNameTest, AllElseStays) {
  for (const char* const stem :
       {"", "x", "x.ap", "0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c",
        ".0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c",
        "x.0A5CF2AB-5A9C-4C6E-8B9F-0D1E2F3A4B5C",
        "x.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5",
        "x.0a5cf2ab05a9c-4c6e-8b9f-0d1e2f3a4b5c",
        "x.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c.y"}) {
    EXPECT_EQ(without_uuid(stem), stem);
  }
}

// Bug: "x.A.B.cbin" was shown as "x.A.bin", a name that another pair could
// have.
TEST(UuidNameTest, UuidAfterAnotherStays) {
  const std::string stem =
      "x.0a5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c"
      ".1b5cf2ab-5a9c-4c6e-8b9f-0d1e2f3a4b5c";
  EXPECT_EQ(without_uuid(stem), stem);
}

}  // namespace
}  // namespace mtscomp
