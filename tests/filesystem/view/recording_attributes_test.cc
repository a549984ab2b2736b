// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/recording_attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mtscomp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> lines_of(const Node& node) {
  std::vector<std::string> lines;
  for (const Attribute& attribute : attributes_of(node)) {
    lines.push_back(attribute.name + "=" + attribute.value);
  }
  return lines;
}

TEST(RecordingAttributesTest, SayWhatTheHeaderSays) {
  auto summary = std::make_shared<PairSummary>();
  summary->raw_size = 2000;
  summary->cbin_size = 800;
  summary->n_samples = 250;
  summary->n_channels = 4;
  summary->chunk_length = 15000;
  summary->sample_rate = 30000.390639481;
  summary->sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
  RecordingPart part;
  part.summary = summary;
  Node node;
  node.path = "run/x.cbin";
  node.recording = std::make_unique<const RecordingPart>(std::move(part));
  EXPECT_THAT(
      lines_of(node),
      ElementsAre("user.mtscomp.n_channels=4",
                  "user.mtscomp.sample_rate=30000.390639481",
                  "user.mtscomp.dtype=int16", "user.mtscomp.n_samples=250",
                  "user.mtscomp.chunk_duration=0.4999934894267596",
                  "user.mtscomp.ratio=2.500",
                  "user.mtscomp.sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709",
                  "user.mtscomp.cbin=x.cbin"));
}

TEST(RecordingAttributesTest, OtherFilesHaveNone) {
  EXPECT_THAT(lines_of(Node()), IsEmpty());
  Node unreadable;
  unreadable.recording = std::make_unique<const RecordingPart>();
  EXPECT_THAT(lines_of(unreadable), IsEmpty());
}

}  // namespace
}  // namespace mtscomp
