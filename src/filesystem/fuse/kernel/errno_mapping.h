// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Converts exceptions to errno.
#pragma once

namespace mtscomp {

// errno of the exception being handled: the code of a std::system_error, ENOMEM
// for std::bad_alloc, EIO for all others.
// Requires: called inside a catch block.
int errno_from_current_exception() noexcept;

}  // namespace mtscomp
