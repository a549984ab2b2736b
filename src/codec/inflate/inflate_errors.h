// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Errors for damaged zlib streams.  All decoders use these functions, so their
// messages are the same.
#pragma once

#include <cstddef>

namespace mtscomp {

// Every function throws CorruptChunkError.  The message contains no path and no
// chunk.  The caller adds both.
[[noreturn]] void throw_damaged_stream();
[[noreturn]] void throw_stream_holds_more(std::size_t expected_size);
[[noreturn]] void throw_stream_holds_fewer(std::size_t expected_size);

}  // namespace mtscomp
