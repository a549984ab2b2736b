// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Pairs that somebody made to do harm, or that a broken disk did, for tests of
// everything that reads pairs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/bytes.h"
#include "support/synthetic_recording.h"

namespace mtscomp {

struct HostilePair {
  std::string stem;
  std::string reason;  // Part of what has to be said of it.
};

// Headers that are none, each beside the data of a good pair: X.cbin and X.ch
// for each X.  Those with names of their own kind are not here.
std::vector<HostilePair> write_hostile_headers(const std::string& directory);

// Headers that are ones, of data that is not what they say: chunks that cannot
// be read, in files that can be opened.
std::vector<HostilePair> write_hostile_data(const std::string& directory);

// A good pair of one chunk: zeros, 256 MiB, in a quarter of a megabyte.
void write_large_chunk(const std::string& directory, const std::string& stem);

// A pair of this many chunks, each of one sample of one channel.
SyntheticRecording write_tiny_chunks(const std::string& directory,
                                     const std::string& stem,
                                     std::size_t n_chunks);

// The text of a header with these values, as JSON, in place of its own; a value
// that is empty takes the key away.
std::string header_text_with(const Header& header,
                             const std::map<std::string, std::string>& values);

}  // namespace mtscomp
