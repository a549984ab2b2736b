// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The kernel's readahead on a mount.
//
// The kernel's default is 128 KiB.  When a FUSE daemon answers INIT, it can
// only choose a lower value.  Root can raise the readahead in sysfs, at the
// mount's backing device.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Sets the readahead of our mount at `mount_point`, in bytes, rounded down to
// whole KiB.  Returns an error message, or an empty string if there was no
// error.  Only root may set the readahead.  Other mounts keep the kernel's
// default.
std::string set_kernel_readahead(const std::string& mount_point,
                                 std::uint64_t bytes);

}  // namespace mtscomp
