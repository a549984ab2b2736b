// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Programs that were built without libcurl.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "integration/support/mounted_tree.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

TEST(WithoutRemoteSourcesTest, ProgramsSayThatTheyReadOnlyLocalFiles) {
  for (const char* const program :
       {MTSCOMP_INFO_PROGRAM, MTSCOMP_UNPACK_PROGRAM, MTSCOMP_VERIFY_PROGRAM}) {
    for (const char* const address :
         {"https://localhost/x.cbin", "s3://bucket/x.cbin"}) {
      const ProgramResult result = run_program({program, address});
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_THAT(result.output, HasSubstr("reads only local files"));
    }
  }
}

}  // namespace
}  // namespace mtscomp
