// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One trace line for each request of the kernel, with all its arguments:
// "request 42: READ of node 3: 131072 bytes at 1048576, handle 1; process
// 4711". libfuse logs the reply, under the same number (fuse_log.h).
// Thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace mtscomp {

// The text of that line, for a request as the kernel sends it (linux/fuse.h).
// A request that is cut short has no arguments in its text.
std::string describe_request(std::span<const std::byte> request);

// Logs it.  Does nothing if the log's level is above trace.
void trace_request(std::span<const std::byte> request) noexcept;

}  // namespace mtscomp
