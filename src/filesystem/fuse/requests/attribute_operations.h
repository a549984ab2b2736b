// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The FUSE operations on extended attributes.
#pragma once

#include "filesystem/fuse/kernel/fuse_api.h"

namespace mtscomp {

// Sets getxattr and listxattr.
void add_attribute_operations(fuse_lowlevel_ops& operations);

}  // namespace mtscomp
