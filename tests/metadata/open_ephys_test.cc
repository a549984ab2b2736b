// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "metadata/open_ephys.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr std::string_view kTwoStreams = R"({
  "GUI version": "0.6.0",
  "continuous": [
    {"folder_name": "Neuropix-PXI-100.ProbeA-AP/", "sample_rate": 30000.0,
     "source_processor_id": 100, "num_channels": 385,
     "channels": [{"channel_name": "AP1", "bit_volts": 0.195}]},
    {"folder_name": "Neuropix-PXI-100.ProbeA-LFP", "sample_rate": 2500,
     "num_channels": 384, "channels": []}
  ],
  "events": [{"folder_name": "MessageCenter/", "type": "string"}],
  "spikes": []
})";

OpenEphysStream parse(std::string_view text, std::string_view folder) {
  return parse_oebin_stream(text, "structure.oebin", folder);
}

// The error message for stream a/ in a file with these streams; empty if it is
// accepted.
std::string refusal_of(std::string_view streams) {
  try {
    parse(fmt::format(R"({{"continuous": [{}]}})", streams), "a");
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(OpenEphysTest, ReadsAContinuousStream) {
  const OpenEphysStream first =
      parse(kTwoStreams, "Neuropix-PXI-100.ProbeA-AP");
  EXPECT_EQ(first.folder_name, "Neuropix-PXI-100.ProbeA-AP");
  EXPECT_EQ(first.n_channels, 385);
  EXPECT_EQ(first.sample_rate, 30000);
  const OpenEphysStream second =
      parse(kTwoStreams, "Neuropix-PXI-100.ProbeA-LFP/");
  EXPECT_EQ(second.n_channels, 384);
  EXPECT_EQ(second.sample_rate, 2500);
}

// Bug: the message was "found neither" although the file existed.
TEST(OpenEphysTest, AFolderThatIsNotListedIsRefusedWithTheListedOnes) {
  EXPECT_EQ(
      refusal_of(R"({"folder_name": "b/"}, {"folder_name": "c"})"),
      "structure.oebin: no stream has the folder \"a\" (folders found: \"b\", "
      "\"c\"); rename the folder back, or give all parameters and --force");
  EXPECT_EQ(refusal_of(""),
            "structure.oebin: no stream has the folder \"a\" (folders found: "
            "none); rename the folder back, or give all parameters and "
            "--force");
}

TEST(OpenEphysTest, RefusesWhatIsNoDescription) {
  for (const char* const text :
       {"[]", "{", R"({"events": []})", R"({"continuous": {}})"}) {
    EXPECT_THROW(parse(text, "a"), FormatError) << text;
  }
}

TEST(OpenEphysTest, RefusalNamesTheStreamAndTheKey) {
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "sample_rate": 1})"),
            "structure.oebin: continuous[0]: num_channels: expected a whole "
            "number, found no such key");
  EXPECT_EQ(refusal_of(R"(7, {"folder_name": "a/", "num_channels": 0})"),
            "structure.oebin: continuous[1]: num_channels: expected a whole "
            "number above 0, found 0");
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "num_channels": 4.5})"),
            "structure.oebin: continuous[0]: num_channels: expected a whole "
            "number, found 4.5");
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "num_channels": 3,
                           "sample_rate": "fast"})"),
            "structure.oebin: continuous[0]: sample_rate: expected a number "
            "above 0, found \"fast\"");
}

// Bug: `"num_channels": 4.0` was refused.
TEST(OpenEphysTest, TakesWholeNumbersWithAPoint) {
  EXPECT_EQ(parse(R"({"continuous": [{"folder_name": "a", "sample_rate": 1,
                                      "num_channels": 4.0}]})",
                  "a")
                .n_channels,
            4);
}

// Bug: all streams of a recording were refused because of one broken stream.
TEST(OpenEphysTest, OtherStreamsDoNotMatter) {
  constexpr std::string_view kGood =
      R"({"folder_name": "a/", "num_channels": 3, "sample_rate": 1})";
  EXPECT_EQ(refusal_of(kGood), "");
  for (const std::string_view other :
       {R"({"folder_name": "b/", "num_channels": 0})", "7", "{}",
        R"({"folder_name": 7})",
        R"({"folder_name": "b/"}, {"folder_name": "b/"})"}) {
    EXPECT_EQ(refusal_of(fmt::format("{}, {}", other, kGood)), "") << other;
    EXPECT_EQ(refusal_of(fmt::format("{}, {}", kGood, other)), "") << other;
  }
}

TEST(OpenEphysTest, RefusesTwoStreamsOfOneFolder) {
  constexpr std::string_view kStream =
      R"({"folder_name": "a/", "num_channels": 3, "sample_rate": 1})";
  EXPECT_EQ(refusal_of(fmt::format("{}, {}", kStream, kStream)),
            "structure.oebin: continuous: expected a folder_name for each "
            "stream, found \"a\" twice");
}

}  // namespace
}  // namespace mtscomp
