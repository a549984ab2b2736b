// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The channel of a mount: the open /dev/fuse that carries the kernel's
// requests.  Mounting needs privileges.  Serving needs only the channel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mounts/mount_table.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Mounts at an absolute path and returns the channel.  Each element of
// `options` is one option of -o.  After this call, the kernel queues requests
// in the channel.
// Throws: UsageError.
FileDescriptor mount_fuse(const std::string& mount_point,
                          const std::vector<std::string>& options);

// If the mount point is "/dev/fd/N", returns the number N.  For any other path,
// returns nothing.  With drop_privileges, mount.fuse3(8) makes the mount
// itself, and then passes the open channel to mtscompfs as the mount point
// "/dev/fd/N".
std::optional<int> parse_channel_number(const std::string& mount_point);

// Takes ownership of an inherited channel.
// Throws: UsageError if the descriptor is not an open /dev/fuse;
// std::system_error.
FileDescriptor take_channel(int number);

// Returns the mount of an inherited channel: the newest mount of type
// fuse.mtscompfs.  mount.fuse3(8) starts mtscompfs directly after it has
// mounted, so the newest mount is the mount of the channel.
// Throws: UsageError if there is no such mount, if the mount is writable, or if
// the mount has allow_other without default_permissions.  Such a mount would
// admit other users without permission checks by the kernel.
const MountEntry& find_mount_of_channel(const MountTable& table);

}  // namespace mtscomp
