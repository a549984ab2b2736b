// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The kernels with AVX2.  match_kernels.h describes what every kernel does.
// These functions exist only in builds for x86-64.
#pragma once

#include "codec/deflate/match/match_kernels.h"

namespace mtscomp {

void hash_avx2(const HashFactors& factors, unsigned n_index_bits,
               const std::uint16_t* values, std::size_t n,
               std::uint32_t position, std::uint32_t* indexes,
               std::uint32_t* entries);
void age_avx2(std::uint32_t* entries, std::size_t n, std::uint32_t position);
void accept_avx2(const std::uint32_t* entries, const std::uint32_t* found,
                 std::size_t n, std::uint16_t* distances);

void cost_literals_avx2(const LiteralClasses& classes,
                        const std::uint16_t* values, std::size_t n,
                        std::uint16_t* costs);
void cost_matches_avx2(const DistanceBits& bits, MatchChoice match,
                       const std::uint16_t* distances, std::size_t n,
                       std::uint16_t* costs);
void cost_longer_avx2(std::uint16_t difference, const std::uint16_t* distances,
                      const std::uint16_t* costs, std::size_t n,
                      std::uint16_t* longer_costs);
void favour_runs_avx2(const std::uint16_t* distances, std::uint16_t choice,
                      std::size_t n, std::uint16_t* costs);

void choose_avx2(const ChoiceCosts& costs, std::size_t n,
                 std::uint8_t* choices);

}  // namespace mtscomp
