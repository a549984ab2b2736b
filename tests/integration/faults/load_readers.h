// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A process full of threads that read recordings of a mount in every way that
// programs do, and compare each byte with the truth.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "support/bytes.h"

namespace mtscomp {

struct LoadFile {
  std::string path;  // In the mount.
  Bytes truth;
};

// What all processes count together.  Lies in memory that they share.
struct LoadTotals {
  std::atomic<bool> stops = false;  // Set: readers end when they can.
  std::atomic<std::uint64_t> n_right = 0;
  std::atomic<std::uint64_t> n_wrong = 0;
  std::atomic<std::uint64_t> n_refused = 0;  // An error that faults explain.
  std::atomic<std::uint64_t> n_odd = 0;      // One that they do not.
  std::atomic<std::uint64_t> bytes = 0;      // Compared.
  std::array<char, 256> problem = {};        // The last wrong or odd one.
};

// Reads until it is told to stop, with so many threads, from random places.
void read_under_load(const std::vector<LoadFile>& files,
                     const std::string& mount_point, std::uint64_t seed,
                     std::size_t n_threads, LoadTotals& totals);

// Reads the whole file by the daemon, past the kernel's pages.
// Throws: std::system_error.
Bytes read_directly(const std::string& path);

}  // namespace mtscomp
