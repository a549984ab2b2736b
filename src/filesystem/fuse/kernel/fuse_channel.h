// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The channel of a mount: the open /dev/fuse that carries the kernel's
// requests.  Mounting needs privileges; serving needs only the channel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mounts/mount_table.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Mounts at an absolute path.  Each element of `options` is one option of -o.
// From now on the kernel queues requests for the mount.
// Throws: UsageError.
FileDescriptor mount_fuse(const std::string& mount_point,
                          const std::vector<std::string>& options);

// The N of a mount point "/dev/fd/N": mount.fuse3(8) with drop_privileges
// mounts for us and passes its channel that way.  Nothing if `mount_point` is
// an ordinary path.
std::optional<int> parse_channel_number(const std::string& mount_point);

// Takes ownership of an inherited channel.
// Throws: UsageError if the descriptor is not an open /dev/fuse;
// std::system_error.
FileDescriptor take_channel(int number);

// The mount of an inherited channel: the newest mount of our type.  Only
// mtscompfs makes such mounts, and mount.fuse3(8) started us directly after it
// had mounted.
// Throws: UsageError if there is no such mount, if it is writable, or if it
// admits other users (allow_other) without permission checks by the kernel
// (default_permissions).
const MountEntry& find_mount_of_channel(const MountTable& table);

}  // namespace mtscomp
