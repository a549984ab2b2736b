// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The SHA-1 of a whole file, read in order.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "mtscomp/source/source_file.h"

namespace mtscomp {

// Called with the number of bytes that were just read.  May throw to stop.
using OnBytesRead = std::function<void(std::size_t)>;

// Returns 40 lower-case hexadecimal digits.  `name` is for messages.
// Throws: std::system_error; exceptions of on_read.
std::string sha1_of_file(const SourceFile& file, const std::string& name,
                         const OnBytesRead& on_read = nullptr);

}  // namespace mtscomp
