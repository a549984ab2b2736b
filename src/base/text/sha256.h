// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104) of short texts, such as the
// text that a signed request is made of.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace mtscomp {

using Sha256Digest = std::array<unsigned char, 32>;

// Throws: std::runtime_error if libcrypto does not provide SHA-256.
Sha256Digest sha256(std::string_view text);

// Throws: std::runtime_error if libcrypto does not provide HMAC-SHA256.
Sha256Digest hmac_sha256(std::span<const unsigned char> key,
                         std::string_view text);

}  // namespace mtscomp
