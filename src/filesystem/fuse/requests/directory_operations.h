// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The FUSE operations on directories.
#pragma once

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {

// Sets lookup, opendir, readdir, readdirplus and releasedir.
void add_directory_operations(fuse_lowlevel_ops& operations);

}  // namespace mtscomp
