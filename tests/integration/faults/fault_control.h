// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The system calls of a program under test that fail, and how often.  This is
// the content of a file that both the test and the program map.  The test
// writes it through FaultInjector; wrapped_calls.cc, linked into the program,
// reads it and counts calls.  If all bytes are zero, nothing fails.
#pragma once

#include <array>
#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

enum class Fault {
  kReadError,
  kReadShort,        // Reads half of the bytes.
  kReadInterrupted,  // EINTR, without reading.
  kReadDelay,        // Until the rule is removed or its time is over.
  kOpenError,
  kStatusError,
  kNoMemory,  // Allocations for chunks fail.
  kWriteError,
  kWriteShort,          // Writes half of the bytes.
  kWriteInterrupted,    // EINTR, without writing.
  kSyncError,           // Fails fsync() of a file.
  kDirectorySyncError,  // Fails fsync() of a directory.
  kRenameError,
  kLinkError,
  kUnlinkError,
  kModeError,   // Fails fchmod().
  kCloseError,  // The file is closed all the same, like on Linux.
  kKill,        // SIGKILL, before a call that changes names.
  kPause,       // A pause of random length, before such a call.
};
constexpr std::size_t kFaults = 19;

struct FaultRule {
  std::atomic<std::uint32_t> per_mille;  // Calls of 1000 that fail, at random.
  std::atomic<std::uint64_t> nth;   // Or the call that fails; 1 is the first.
  std::atomic<std::int32_t> value;  // The errno, or the most milliseconds.
  std::atomic<std::uint64_t> n_calls;  // Calls to which the rule applies.
  std::atomic<std::uint64_t> n_injected;
};

struct FaultControl {
  // Only files below this directory, and allocations, are affected.
  std::array<char, PATH_MAX> watched;
  std::array<FaultRule, kFaults> rules;
  std::uint64_t seed;
};

// The environment variable with the path of the file.
constexpr const char* kFaultsVariable = "MTSCOMP_FAULTS";

}  // namespace mtscomp
