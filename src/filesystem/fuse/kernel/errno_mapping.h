// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The one place where exceptions become errno.
#pragma once

namespace mtscomp {

// The errno that stands for the exception being handled: a system_error's own,
// ENOMEM for std::bad_alloc, EIO for all else.
// Requires: called inside a catch block.
int errno_from_current_exception() noexcept;

}  // namespace mtscomp
