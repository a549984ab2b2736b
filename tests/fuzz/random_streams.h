// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Valid zlib streams of every kind that can be made, and damaged copies of
// them.
#pragma once

#include <cstddef>
#include <random>
#include <span>

#include "support/bytes.h"

namespace mtscomp {

using Random = std::mt19937_64;

struct Stream {
  Bytes bytes;
  std::size_t size = 0;  // Size of the stated content.
};

// A stream of random content, similar to a recording or not, made by a random
// encoder with random settings.
Stream random_stream(Random& random);

// A copy with flipped bits, with a part removed, added or replaced by a part of
// `other`, or with another size.  Half of the copies that can be inflated get
// the right checksum and size, so they are not refused for these.
Stream damaged_stream(const Stream& stream, const Stream& other,
                      Random& random);

}  // namespace mtscomp
