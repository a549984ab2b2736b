// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The FUSE operations: decode the request, call the view, reply.
#pragma once

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {

// Returns the operations for a session.  The user data of the session must be a
// SessionContext (session_context.h).
fuse_lowlevel_ops make_operations();

}  // namespace mtscomp
