// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Errors of damaged zlib streams, the same for all decoders.
#pragma once

#include <cstddef>

namespace mtscomp {

// Each function throws CorruptChunkError.  The message has no path and no
// chunk: the caller adds them.
[[noreturn]] void throw_damaged_stream();
[[noreturn]] void throw_stream_holds_more(std::size_t expected_size);
[[noreturn]] void throw_stream_holds_fewer(std::size_t expected_size);

}  // namespace mtscomp
