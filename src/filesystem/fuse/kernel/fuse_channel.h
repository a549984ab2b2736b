// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The descriptor through which the kernel asks what is on a mount.  Making the
// mount takes privileges, serving it takes the channel alone, so the two are
// apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mounts/mount_table.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Mounts at an absolute path, with options as after -o, one each.  From now on
// the kernel queues what others ask of the mount.
// Throws: UsageError.
FileDescriptor mount_fuse(const std::string& mount_point,
                          const std::vector<std::string>& options);

// Whoever mounts for us gives the channel as this mount point, "/dev/fd/N"
// (mount.fuse3(8), drop_privileges).  The number N; nothing if it is a path.
std::optional<int> parse_channel_number(const std::string& mount_point);

// Takes over a channel that was given.
// Throws: UsageError if it is none.
FileDescriptor take_channel(int number);

// Which mount a channel that was given belongs to: the one of our type that was
// made last.  Nobody but mtscompfs makes such mounts, and whoever made this one
// has waited for nothing since.
// Throws: UsageError if there is none, or if its options would let it be
// written to, or let users in whom the kernel does not check.
const MountEntry& find_mount_of_channel(const MountTable& table);

}  // namespace mtscomp
