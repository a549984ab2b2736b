// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Valid zlib streams of every kind that can be had, and what damage does to
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
  std::size_t size = 0;  // Of what it is said to hold.
};

// Of contents like recordings and unlike them, by a random encoder with random
// settings.
Stream random_stream(Random& random);

// Flipped bits, a part cut off, replaced by a part of `other`, or added, or
// another size.  Half of what can still be inflated gets the right checksum and
// size, so that it is not for these that it is refused.
Stream damaged_stream(const Stream& stream, const Stream& other,
                      Random& random);

}  // namespace mtscomp
