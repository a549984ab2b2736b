// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The extended attributes of recordings: what their headers say.
#pragma once

#include <string>
#include <vector>

#include "filesystem/view/node.h"

namespace mtscomp {

struct Attribute {
  std::string name;  // "user.mtscomp.n_channels"
  std::string value;
};

// Those of a recording; none of any other node, or of a recording whose header
// could not be read.
std::vector<Attribute> attributes_of(const Node& node);

}  // namespace mtscomp
