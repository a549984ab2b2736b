// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// One trace line for each request of the kernel, with its arguments: "request
// 42: READ of node 3: 131072 bytes at 1048576, handle 1; process 4711".
// libfuse logs the reply with the same number (fuse_log.h).  Thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace mtscomp {

// Returns the text of the trace line.  `request` has the kernel's format
// (linux/fuse.h).  The text of a truncated request has no arguments.
std::string describe_request(std::span<const std::byte> request);

// Logs the trace line if the log level is trace.
void trace_request(std::span<const std::byte> request) noexcept;

}  // namespace mtscomp
