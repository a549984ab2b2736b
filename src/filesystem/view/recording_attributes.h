// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Extended attributes of recordings, from their headers.
#pragma once

#include <string>
#include <vector>

#include "filesystem/view/node.h"

namespace mtscomp {

struct Attribute {
  std::string name;  // Such as "user.mtscomp.n_channels".
  std::string value;
};

// Returns the attributes of a recording.  Returns an empty list if the node is
// not a recording, or if the header could not be read.
std::vector<Attribute> attributes_of(const Node& node);

}  // namespace mtscomp
