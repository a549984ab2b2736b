// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A well-mixed 64-bit hash of a few words: any of its bits can be used.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace mtscomp {

std::uint64_t hash_words(std::initializer_list<std::uint64_t> words);

}  // namespace mtscomp
