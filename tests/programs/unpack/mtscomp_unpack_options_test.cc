// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/unpack/mtscomp_unpack_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

TEST(MtscompUnpackOptionsTest, AreMtsdecomps) {
  const UnpackCommand command = parse_unpack_command(
      {"x.cbin", "y.ch", "-o", "z.bin", "-f", "-nc", "-v", "-p", "2"});
  EXPECT_FALSE(command.exit_code) << command.text;
  EXPECT_EQ(command.cbin_path, "x.cbin");
  EXPECT_EQ(command.ch_path, "y.ch");
  EXPECT_EQ(command.raw_path, "z.bin");
  EXPECT_TRUE(command.overwrite);
  EXPECT_TRUE(command.no_check);
  EXPECT_TRUE(command.debug);
  EXPECT_EQ(command.n_threads, 2U);
}

TEST(MtscompUnpackOptionsTest, DashIsStdout) {
  EXPECT_EQ(parse_unpack_command({"x.cbin", "-o", "-"}).raw_path, "-");
}

// Bug: mtsdecomp accepts -o without a value, and we refused it.
TEST(MtscompUnpackOptionsTest, OutWithoutAValueIsTheDefault) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"x.cbin", "-o"},
        std::vector<std::string>{"-o", "-f", "x.cbin"}}) {
    const UnpackCommand command = parse_unpack_command(arguments);
    EXPECT_FALSE(command.exit_code) << command.text;
    EXPECT_EQ(command.cbin_path, "x.cbin");
    EXPECT_EQ(command.raw_path, std::nullopt);
  }
}

TEST(MtscompUnpackOptionsTest, WhatIsWrongIsNamed) {
  const UnpackCommand missing = parse_unpack_command({});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.text, HasSubstr("cdata"));
  EXPECT_EQ(parse_unpack_command({"x.cbin", "--nonsense"}).exit_code, 2);
}

}  // namespace
}  // namespace mtscomp
