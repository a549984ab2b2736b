// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/filesystem/node.h"

namespace mtscomp {

bool Node::is_same_file(const Node& other) const {
  if (source_device != other.source_device ||
      source_inode != other.source_inode ||
      is_recording() != other.is_recording()) {
    return false;
  }
  return !is_recording() || (recording->identity == other.recording->identity &&
                             recording->prefix == other.recording->prefix &&
                             (recording->summary == nullptr) ==
                                 (other.recording->summary == nullptr));
}

std::string Node::name() const {
  return shown_name.empty() ? path.substr(path.rfind('/') + 1) : shown_name;
}

}  // namespace mtscomp
