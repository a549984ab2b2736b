// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Computes a 64-bit hash of a few words.  All bits of the hash are well mixed.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace mtscomp {

std::uint64_t hash_words(std::initializer_list<std::uint64_t> words);

}  // namespace mtscomp
