// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limits for the values of a header.  Larger values are refused with
// UnsupportedError before memory is allocated, since the file may be sound.
//
// mtscompfs has options for these limits.  All programs read them from the
// environment, so one setting applies to every program that reads such files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

struct HeaderLimits {
  std::uint64_t max_header_size = std::uint64_t{64} << 20;  // Bytes of the .ch.
  // Bytes of one chunk, decoded.
  std::uint64_t max_chunk_size = std::uint64_t{2} << 30;
  // The default is eleven days in chunks of one second.  A chunk uses 16 bytes
  // while its file is open, and about 100 while the header is read.
  std::uint64_t max_chunks = 1'000'000;
  std::uint64_t max_channels = std::uint64_t{1} << 20;  // Cannot be changed.

  // Most values in the JSON of a header: two for each chunk, and some more.
  std::size_t max_json_values() const;
};

// Returns the defaults, replaced by these environment variables if they are
// set: MTSCOMP_MAX_HEADER_SIZE, MTSCOMP_MAX_CHUNK_SIZE (bytes, as for
// parse_byte_size()), MTSCOMP_MAX_CHUNKS.
// Requires: no other thread changes the environment meanwhile.
// Throws: UsageError for an invalid value.
HeaderLimits chosen_limits();

// Sets the limit `name`, such as "max_chunks", to the value of -o NAME=VALUE.
// Returns false if no limit has this name.
// Throws: UsageError for an invalid value.
bool set_limit(std::string_view name, std::string_view value,
               HeaderLimits& limits);

// Throws: UnsupportedError if `size`, the bytes of a .ch, exceeds
// max_header_size.  `name` is the file, for messages.
void check_header_size(std::uint64_t size, std::string_view name,
                       const HeaderLimits& limits);

// End of a message about this limit: how to raise it.
std::string how_to_raise(std::string_view name);

}  // namespace mtscomp
