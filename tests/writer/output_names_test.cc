// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/output_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/synthetic_recording.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

class OutputNamesTest : public ::testing::Test {
 protected:
  // Empty if there is no conflict.
  static std::string refusal_of(const std::function<void()>& check) {
    try {
      check();
      return "";
    } catch (const UsageError& error) {
      return error.what();
    }
  }
  std::string plain_refusal(const std::string& name) const {
    return refusal_of([&] { refuse_packed_name(directory_.file(name)); });
  }
  std::string log_refusal(const std::string& name) const {
    return refusal_of([&] { refuse_recording_name(directory_.file(name)); });
  }

  TempDir directory_;
};

TEST_F(OutputNamesTest, PackedDataHasSuffixesThatProgramsKnow) {
  const auto refusal = [](const std::string& cbin, const std::string& ch) {
    return refusal_of([&] { require_packed_names(cbin, ch); });
  };
  for (const char* cbin : {"x.cbin", "d/x.cdat", "x.craw", "x.cnpy"}) {
    EXPECT_EQ(refusal(cbin, "y.ch"), "");
  }
  for (const char* cbin :
       {"x.bin", "x.clfp", "x.cBIN", "x", ".cbin", "d/", "-"}) {
    EXPECT_THAT(refusal(cbin, "x.ch"), HasSubstr(".cbin, .cdat"));
  }
  EXPECT_THAT(refusal("x.cbin", "x.bin"),
              HasSubstr("x.bin: wrong name for the header"));
}

TEST_F(OutputNamesTest, PlainOutputsHaveNoNameOfPackedData) {
  for (const char* name : {"x.bin", "x.npy", "x.BIN", "x.out", "x", "x.i16"}) {
    EXPECT_EQ(plain_refusal(name), "");
  }
  for (const char* name :
       {"x.cbin", "x.cdat", "x.craw", "x.cnpy", "x.ch", "x.meta", "x.CBIN",
        "x.Ch", "x.cbin.partial-host-7-replaced"}) {
    EXPECT_THAT(plain_refusal(name), HasSubstr(name));
  }
}

TEST_F(OutputNamesTest, DataOfAnyDescribedSuffixIsPackedData) {
  const SyntheticRecording pair =
      write_synthetic_recording(directory_.path(), "x", {});
  EXPECT_EQ(plain_refusal("x.clfp"), "");
  std::filesystem::rename(pair.cbin_path, directory_.file("x.clfp"));
  EXPECT_THAT(plain_refusal("x.clfp"), HasSubstr("x.clfp"));
  EXPECT_THAT(log_refusal("x.clfp"), HasSubstr("x.clfp"));
}

// Bug: --log and --log-file appended their lines to a .cbin.
TEST_F(OutputNamesTest, LogsHaveNoNameOfARecording) {
  for (const char* name : {"x.log", "x.jsonl", "x.txt", "log"}) {
    EXPECT_EQ(log_refusal(name), "");
  }
  for (const char* name : {"x.cbin", "x.ch", "x.bin", "x.meta", "x.DAT"}) {
    EXPECT_THAT(log_refusal(name), HasSubstr(name));
  }
  write_file(directory_.file("x.cbin"), "data");
  std::filesystem::create_symlink("x.cbin", directory_.file("pack.log"));
  EXPECT_THAT(log_refusal("pack.log"), HasSubstr("x.cbin: a log must not"));
}

}  // namespace
}  // namespace mtscomp
