// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A process with many threads that read recordings of a mount in all common
// ways, and compare each byte with the truth.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "support/bytes.h"

namespace mtscomp {

struct LoadFile {
  std::string path;  // Path in the mount.
  Bytes truth;
};

// Counters of all processes, in shared memory.
struct LoadTotals {
  std::atomic<bool> stops = false;  // Set by the test: readers end soon.
  std::atomic<std::uint64_t> n_right = 0;
  std::atomic<std::uint64_t> n_wrong = 0;
  std::atomic<std::uint64_t> n_refused = 0;  // Errors that faults explain.
  std::atomic<std::uint64_t> n_odd = 0;      // Errors that they do not explain.
  std::atomic<std::uint64_t> bytes = 0;      // Compared bytes.
  std::array<char, 256> problem = {};        // Last wrong byte or error.
};

// Reads with n_threads threads from random places until totals.stops is set.
void read_under_load(const std::vector<LoadFile>& files,
                     const std::string& mount_point, std::uint64_t seed,
                     std::size_t n_threads, LoadTotals& totals);

// Reads the whole file from the daemon, bypassing the page cache.
// Throws: std::system_error.
Bytes read_directly(const std::string& path);

}  // namespace mtscomp
