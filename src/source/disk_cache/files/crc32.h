// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes CRC-32, the checksum of gzip (RFC 1952, 8).  Uses libdeflate, or
// zlib if the build has no libdeflate: libdeflate is five times as fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mtscomp {

inline constexpr std::uint32_t kCrc32OfNothing = 0;

// Returns the checksum of all bytes up to the end of `bytes`.  `before` is the
// checksum of the bytes before `bytes`.
std::uint32_t crc32_of(std::uint32_t before, std::span<const std::byte> bytes);

}  // namespace mtscomp
