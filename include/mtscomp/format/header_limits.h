// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Limits for the values of a header.  Larger values are refused before memory
// is allocated.  The error is an UnsupportedError, because the file may be
// valid.
//
// mtscompfs has options for these limits.  All programs also read the limits
// from environment variables, so one setting applies to every program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

struct HeaderLimits {
  // Maximum size of a .ch, in bytes.
  std::uint64_t max_header_size = std::uint64_t{64} << 20;
  // Maximum size of one decoded chunk, in bytes.
  std::uint64_t max_chunk_size = std::uint64_t{2} << 30;
  // Maximum number of chunks.  The default is enough for eleven days in chunks
  // of one second.  Every chunk uses 16 bytes of memory while its recording is
  // open, and about 100 bytes while the header is read.
  std::uint64_t max_chunks = 1'000'000;
  // Maximum number of channels.  No option or variable changes this limit.
  std::uint64_t max_channels = std::uint64_t{1} << 20;

  // Returns the maximum number of values in the JSON of a header: two values
  // for each chunk, and some for the other keys.
  std::size_t max_json_values() const;
};

// Returns the default limits.  If one of these environment variables is set,
// its value replaces the default: MTSCOMP_MAX_HEADER_SIZE and
// MTSCOMP_MAX_CHUNK_SIZE (bytes, parsed by parse_byte_size()), and
// MTSCOMP_MAX_CHUNKS.
// Requires: no other thread may change the environment during the call.
// Throws: UsageError for an invalid value.
HeaderLimits chosen_limits();

// Sets the limit `name`, such as "max_chunks", to the value of -o NAME=VALUE.
// Returns true if the limit was set.  Returns false if no limit has this name.
// Throws: UsageError for an invalid value.
bool set_limit(std::string_view name, std::string_view value,
               HeaderLimits& limits);

// Checks the size of a .ch, in bytes.  `name` names the file in messages.
// Throws: UnsupportedError if `size` exceeds max_header_size.
void check_header_size(std::uint64_t size, std::string_view name,
                       const HeaderLimits& limits);

// Returns text for the end of a message.  The text explains how to raise the
// limit `name`.
std::string how_to_raise(std::string_view name);

}  // namespace mtscomp
