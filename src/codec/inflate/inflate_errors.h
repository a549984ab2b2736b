// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What every way of inflating says of a stream that it refuses.
#pragma once

#include <cstddef>

namespace mtscomp {

// Each throws CorruptChunkError.
[[noreturn]] void throw_damaged_stream();
[[noreturn]] void throw_stream_holds_more(std::size_t expected_size);
[[noreturn]] void throw_stream_holds_fewer(std::size_t expected_size);

}  // namespace mtscomp
