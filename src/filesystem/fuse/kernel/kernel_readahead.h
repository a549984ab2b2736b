// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// How much the kernel reads ahead of a mount.
//
// A FUSE daemon can only lower the kernel's 128 KiB when it answers INIT; the
// mount's backing device in sysfs takes more, from root.
#pragma once

#include <cstdint>
#include <string>

namespace mtscomp {

// Sets the readahead of what is mounted at `mount_point`, in bytes, rounded
// down to whole KiB.
// Returns what went wrong, or an empty string: nobody but root may do this, and
// a mount works without.
std::string set_kernel_readahead(const std::string& mount_point,
                                 std::uint64_t bytes);

}  // namespace mtscomp
