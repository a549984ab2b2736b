// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/recording_attributes.h"

#include <fmt/format.h>

#include "base/mounts/mounted_view.h"

namespace mtscomp {
namespace {

std::string ratio_of(const PairSummary& summary) {
  return fmt::format("{:.3f}", static_cast<double>(summary.raw_size) /
                                   static_cast<double>(summary.cbin_size));
}

std::string chunk_duration_of(const PairSummary& summary) {
  return fmt::format(
      "{}", static_cast<double>(summary.chunk_length) / summary.sample_rate);
}

}  // namespace

std::vector<Attribute> attributes_of(const Node& node) {
  if (!node.is_recording() || !node.recording->summary) {
    return {};
  }
  const PairSummary& summary = *node.recording->summary;
  std::vector<Attribute> attributes;
  const auto add = [&](std::string_view name, std::string value) {
    attributes.push_back(
        {fmt::format("user.mtscomp.{}", name), std::move(value)});
  };
  add("n_channels", fmt::to_string(summary.n_channels));
  add("sample_rate", fmt::format("{}", summary.sample_rate));
  add("dtype", serialize_dtype(summary.dtype));
  add("n_samples", fmt::to_string(summary.n_samples));
  add("chunk_duration", chunk_duration_of(summary));
  add("ratio", ratio_of(summary));
  if (!summary.sha1.empty()) {
    add("sha1", summary.sha1);
  }
  attributes.push_back(
      {kDataFileAttribute, node.path.substr(node.path.rfind('/') + 1)});
  return attributes;
}

}  // namespace mtscomp
