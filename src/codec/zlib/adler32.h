// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes Adler-32, the checksum of zlib streams (RFC 1950, 8.2).  Uses
// libdeflate, or zlib if the build has no libdeflate.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mtscomp {

inline constexpr std::uint32_t kAdler32OfNothing = 1;

// Returns the checksum of all bytes up to the end of `bytes`.  `before` is the
// checksum of the bytes before `bytes`.
std::uint32_t adler32_of(std::uint32_t before,
                         std::span<const std::byte> bytes);

// The checksum of two pieces of data, one after the other, from the checksum of
// each and the size of the second one, in bytes.
std::uint32_t combine_adler32(std::uint32_t first, std::uint32_t second,
                              std::uint64_t second_size);

}  // namespace mtscomp
