// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// 64-bit hashes whose bits are all well mixed.  The results are the same in
// every process, but an attacker can make texts with the same hash.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace mtscomp {

std::uint64_t hash_words(std::initializer_list<std::uint64_t> words);

std::uint64_t hash_text(std::string_view text);

}  // namespace mtscomp
