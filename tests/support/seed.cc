// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/seed.h"

#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <string>

namespace mtscomp {
namespace {

std::uint64_t choose_seed() {
  const char* const given = std::getenv("MTSCOMP_TEST_SEED");
  const std::uint64_t seed =
      given != nullptr ? std::stoull(given) : std::random_device()();
  fmt::print("MTSCOMP_TEST_SEED={}\n", seed);
  return seed;
}

}  // namespace

std::uint64_t test_seed() {
  static const std::uint64_t kSeed = choose_seed();
  return kSeed;
}

}  // namespace mtscomp
