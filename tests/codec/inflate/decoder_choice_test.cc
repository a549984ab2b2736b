// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/codec/decoder_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

class DecoderChoiceTest : public ::testing::Test {
 protected:
  DecoderChoiceTest() {
    if (const char* const set = std::getenv("MTSCOMP_DECODER")) {
      before_ = set;
    }
  }
  // Other tests use the default decoder again.
  ~DecoderChoiceTest() override { choose(before_); }

  static void choose(const std::string& name) {
    ::setenv("MTSCOMP_DECODER", name.c_str(), 1);
  }

 private:
  std::string before_;
};

TEST_F(DecoderChoiceTest, CanBeForcedToEachThatIsUsable) {
  for (const DecoderKind kind : usable_decoders()) {
    choose(std::string(decoder_name(kind)));
    EXPECT_EQ(chosen_decoder(), kind);
  }
}

TEST_F(DecoderChoiceTest, IsTheFastestUnlessItIsForced) {
  choose("");
  EXPECT_EQ(chosen_decoder(), usable_decoders().back());
  ::unsetenv("MTSCOMP_DECODER");
  EXPECT_EQ(chosen_decoder(), usable_decoders().back());
}

TEST_F(DecoderChoiceTest, AlwaysHasZlib) {
  EXPECT_EQ(usable_decoders().front(), DecoderKind::kZlib);
}

TEST_F(DecoderChoiceTest, RefusesOtherNamesAndSaysWhatThereIs) {
  choose("zlib-ng");
  try {
    chosen_decoder();
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("zlib"));
    EXPECT_THAT(error.what(), ::testing::HasSubstr("\"zlib-ng\": expected"));
    for (const DecoderKind kind : usable_decoders()) {
      EXPECT_THAT(error.what(),
                  ::testing::HasSubstr(std::string(decoder_name(kind))));
    }
  }
}

}  // namespace
}  // namespace mtscomp
