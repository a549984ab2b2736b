// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// libfuse's low-level interface, in the one version that this project is
// written for.  3.12 brought fuse_loop_cfg_create().
#pragma once

#define FUSE_USE_VERSION 312
#include <fuse_lowlevel.h>
