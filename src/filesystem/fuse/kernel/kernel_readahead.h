// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The kernel's readahead on a mount.
//
// When a FUSE daemon answers INIT, it can only lower the kernel's default of
// 128 KiB.  Root can raise it in sysfs, at the mount's backing device.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Sets the readahead of our mount at `mount_point`, in bytes, rounded down to
// whole KiB.  Returns an error message, or an empty string.  Only root may set
// the readahead.  Other mounts keep the kernel's default.
std::string set_kernel_readahead(const std::string& mount_point,
                                 std::uint64_t bytes);

}  // namespace mtscomp
