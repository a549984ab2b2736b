// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Malicious pairs, and pairs damaged by a broken disk, for tests of all code
// that reads pairs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/bytes.h"
#include "support/synthetic_recording.h"

namespace mtscomp {

struct HostilePair {
  std::string stem;
  std::string reason;  // Part of the expected message.
};

// Invalid headers, each beside the data of a good pair: X.cbin and X.ch for
// each X.  Pairs with special names are not included.
std::vector<HostilePair> write_hostile_headers(const std::string& directory);

// Valid headers that do not describe their data: the files can be opened, but
// some chunks cannot be read.
std::vector<HostilePair> write_hostile_data(const std::string& directory);

// A good pair with one chunk: 256 MiB of zeros in a quarter of a megabyte.
void write_large_chunk(const std::string& directory, const std::string& stem);

// A pair with n_chunks chunks, each of one sample of one channel.
SyntheticRecording write_tiny_chunks(const std::string& directory,
                                     const std::string& stem,
                                     std::size_t n_chunks);

// The text of the header with these JSON values instead of its own; an empty
// value removes the key.
std::string header_text_with(const Header& header,
                             const std::map<std::string, std::string>& values);

}  // namespace mtscomp
