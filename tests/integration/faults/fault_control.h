// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which system calls of a program under test fail, and how often: what lies in
// the file that the test and the program map.  The test writes it through
// FaultInjector; wrapped_calls.cc, linked into the program, reads it and
// counts.  All zeros, nothing fails.
#pragma once

#include <array>
#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>

namespace mtscomp {

enum class Fault {
  kReadError,
  kReadShort,        // Half of what was asked for.
  kReadInterrupted,  // EINTR, and nothing read.
  kReadDelay,        // Until the rule is taken back, or its time is over.
  kOpenError,
  kStatusError,
  kNoMemory,  // For chunks.
  kWriteError,
  kWriteShort,          // Half of what was given.
  kWriteInterrupted,    // EINTR, and nothing written.
  kSyncError,           // Of a file's fsync().
  kDirectorySyncError,  // Of a directory's.
  kRenameError,
  kLinkError,
  kUnlinkError,
  kModeError,   // Of fchmod().
  kCloseError,  // Closed all the same, as Linux does.
  kKill,        // SIGKILL, before a call that changes what names there are.
  kPause,       // Before such a call, of a random length.
};
constexpr std::size_t kFaults = 19;

struct FaultRule {
  std::atomic<std::uint32_t> per_mille;  // So many calls of 1000, at random.
  std::atomic<std::uint64_t> nth;        // Or this call; 1 is the first.
  std::atomic<std::int32_t> value;       // The errno, or most milliseconds.
  std::atomic<std::uint64_t> n_calls;    // That it might have hit.
  std::atomic<std::uint64_t> n_injected;
};

struct FaultControl {
  // Only files below this directory, and memory, are concerned.
  std::array<char, PATH_MAX> watched;
  std::array<FaultRule, kFaults> rules;
  std::uint64_t seed;
};

// The environment variable that names the file.
constexpr const char* kFaultsVariable = "MTSCOMP_FAULTS";

}  // namespace mtscomp
