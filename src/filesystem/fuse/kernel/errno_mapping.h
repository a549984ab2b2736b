// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts exceptions to errno.
#pragma once

namespace mtscomp {

// Returns the errno of the exception that is being handled: the code of a
// std::system_error, ENOMEM for std::bad_alloc, EIO for every other exception.
// Requires: must be called inside a catch block.
int errno_from_current_exception() noexcept;

}  // namespace mtscomp
