// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The checksum at the end of a zlib stream (RFC 1950): one header, two sources.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mtscomp {

std::uint32_t adler32_of(std::span<const std::byte> bytes);

}  // namespace mtscomp
