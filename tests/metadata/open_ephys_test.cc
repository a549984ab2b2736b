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

std::vector<OpenEphysStream> parse(std::string_view text) {
  return parse_oebin(text, "structure.oebin");
}

// The message for a file with this stream alone, or nothing if it is taken.
std::string refusal_of(std::string_view stream) {
  try {
    parse(fmt::format(R"({{"continuous": [{}]}})", stream));
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

TEST(OpenEphys, ReadsTheContinuousStreams) {
  const std::vector<OpenEphysStream> streams = parse(kTwoStreams);
  ASSERT_EQ(streams.size(), 2);
  EXPECT_EQ(streams[0].folder_name, "Neuropix-PXI-100.ProbeA-AP");
  EXPECT_EQ(streams[0].n_channels, 385);
  EXPECT_EQ(streams[0].sample_rate, 30000);
  EXPECT_EQ(streams[1].folder_name, "Neuropix-PXI-100.ProbeA-LFP");
  EXPECT_EQ(streams[1].n_channels, 384);
  EXPECT_EQ(streams[1].sample_rate, 2500);
}

TEST(OpenEphys, FindsAStreamByItsFolder) {
  const std::vector<OpenEphysStream> streams = parse(kTwoStreams);
  EXPECT_EQ(find_stream(streams, "Neuropix-PXI-100.ProbeA-AP"), streams.data());
  EXPECT_EQ(find_stream(streams, "Neuropix-PXI-100.ProbeA-LFP/"), &streams[1]);
  EXPECT_EQ(find_stream(streams, "Neuropix-PXI-100.ProbeA"), nullptr);
  EXPECT_EQ(find_stream(streams, "MessageCenter"), nullptr);
  EXPECT_EQ(find_stream({}, ""), nullptr);
}

TEST(OpenEphys, TakesARecordingWithoutStreams) {
  EXPECT_TRUE(parse(R"({"continuous": []})").empty());
}

TEST(OpenEphys, RefusesWhatIsNoDescription) {
  EXPECT_THROW(parse("[]"), FormatError);
  EXPECT_THROW(parse("{"), FormatError);
  EXPECT_THROW(parse(R"({"events": []})"), FormatError);
  EXPECT_THROW(parse(R"({"continuous": {}})"), FormatError);
}

TEST(OpenEphys, RefusalNamesTheStreamAndTheKey) {
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "sample_rate": 1})"),
            "structure.oebin: continuous[0]: num_channels: expected a whole "
            "number, found no such key");
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "num_channels": 0})"),
            "structure.oebin: continuous[0]: num_channels: expected a whole "
            "number above 0, found 0");
  EXPECT_EQ(refusal_of(R"({"folder_name": "a/", "num_channels": 3,
                           "sample_rate": "fast"})"),
            "structure.oebin: continuous[0]: sample_rate: expected a number "
            "above 0, found \"fast\"");
  EXPECT_EQ(refusal_of("7"),
            "structure.oebin: continuous: expected an array of objects, found "
            "7");
}

TEST(OpenEphys, RefusesTwoStreamsOfOneFolder) {
  constexpr std::string_view kStream =
      R"({"folder_name": "a/", "num_channels": 3, "sample_rate": 1})";
  EXPECT_EQ(refusal_of(kStream), "");
  EXPECT_EQ(refusal_of(fmt::format("{}, {}", kStream, kStream)),
            "structure.oebin: continuous: expected a folder_name for each "
            "stream, found \"a\" twice");
}

}  // namespace
}  // namespace mtscomp
