// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The FUSE read operation: recordings from the chunk cache, status files from
// memory, and all other files from the source.
#pragma once

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {

void add_read_operations(fuse_lowlevel_ops& operations);

}  // namespace mtscomp
