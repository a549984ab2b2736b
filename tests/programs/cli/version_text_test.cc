// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/version_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "mtscomp/codec/decoder_choice.h"
#include "programs/mount/options/mtscompfs_options.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class VersionTextTest : public ::testing::Test {
 protected:
  // Other tests use the default decoder again.
  ~VersionTextTest() override { choose(before_); }

  static void choose(const std::string& decoder) {
    ::setenv("MTSCOMP_DECODER", decoder.c_str(), 1);
  }

 private:
  static std::string chosen_before() {
    const char* const name = std::getenv("MTSCOMP_DECODER");
    return name == nullptr ? "" : name;
  }

  std::string before_ = chosen_before();
};

TEST_F(VersionTextTest, NamesTheDecoderThatWouldBeUsed) {
  for (const DecoderKind kind : usable_decoders()) {
    const std::string name(decoder_name(kind));
    choose(name);
    EXPECT_EQ(version_text("mtscompfs"),
              "mtscompfs " MTSCOMPFS_VERSION "\ndecoder: " + name);
  }
}

TEST_F(VersionTextTest, AnUnknownDecoderIsRefusedWithTheCommandLine) {
  choose("nonsense");
  for (const char* const argument : {"--version", "/data"}) {
    const ParsedCommandLine command = parse_command_line({argument, "/mnt"});
    EXPECT_EQ(command.exit_code, 2);
    EXPECT_THAT(command.text, HasSubstr("MTSCOMP_DECODER"));
    EXPECT_THAT(command.text, HasSubstr("\"nonsense\""));
  }
}

}  // namespace
}  // namespace mtscomp
