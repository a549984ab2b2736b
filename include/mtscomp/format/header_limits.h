// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a header may ask for.  Beyond these limits a file is refused, before
// memory is taken for it.  It may be sound: UnsupportedError.
//
// The mount has them as options; to everybody else, the environment tells of
// others.  They are no options of each program: who has such files wants the
// same limits for all that reads them.
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
  // Eleven days in chunks of a second.  Each takes 16 bytes as long as its file
  // is open, and some 100 while the header is read.
  std::uint64_t max_chunks = 1'000'000;
  std::uint64_t max_channels = std::uint64_t{1} << 20;  // Always the same.

  // In the JSON of a header: two for each chunk, and room for the rest.
  std::size_t max_json_values() const;
};

// The defaults, or what these in the environment say: MTSCOMP_MAX_HEADER_SIZE,
// MTSCOMP_MAX_CHUNK_SIZE (as parse_byte_size() takes them), MTSCOMP_MAX_CHUNKS.
// Requires: no other thread changes the environment meanwhile.
// Throws: UsageError for what is no limit.
HeaderLimits chosen_limits();

// Sets the limit of this name, such as "max_chunks", to what follows -o NAME=;
// false if none has that name.
// Throws: UsageError for what is no limit.
bool set_limit(std::string_view name, std::string_view value,
               HeaderLimits& limits);

// Throws: UnsupportedError if a .ch of so many bytes is beyond max_header_size.
// `name` is the file, for messages.
void check_header_size(std::uint64_t size, std::string_view name,
                       const HeaderLimits& limits);

// What ends a message about this limit: how more is allowed.
std::string how_to_raise(std::string_view name);

}  // namespace mtscomp
