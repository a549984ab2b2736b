// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// read(2): of recordings from the cache, of plain files from the source, and of
// the status.
#pragma once

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {

void add_read_operations(fuse_lowlevel_ops& operations);

}  // namespace mtscomp
