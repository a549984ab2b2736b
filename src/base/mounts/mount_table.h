// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What is mounted where, as the kernel tells it (proc_pid_mountinfo(5)).
// Nothing here touches a mount: one whose daemon is gone is described as well.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

struct MountEntry {
  int id = 0;               // Unique among the mounts that there are.
  std::string mount_point;  // Absolute.
  std::string options;      // Of this mount, such as "ro,nosuid,nodev".
  std::string type;         // Such as "fuse.mtscompfs".
  std::string source;       // Such as "/dev/sda1"; may be anything.
  // Of the file system, such as "ro,user_id=0,allow_other".
  std::string super_options;

  // Whether one of the options, of either kind, is this.
  bool has_option(std::string_view name) const;

  // Absolute paths of directories that the file system is stacked on, such as
  // overlayfs' lowerdir.  Paths are as the mounting process gave them.
  std::vector<std::string> layers() const;
};

// Whether mtscompfs serves it.
bool is_our_mount(const MountEntry& mount);

using MountTable = std::vector<MountEntry>;

// Throws: std::system_error.
MountTable read_mount_table();

// The same, from the text of /proc/self/mountinfo.  Lines that are none of its
// are left out.
MountTable parse_mount_table(std::string_view mountinfo);

// What is mounted on top at this absolute path; nullptr if nothing is.
const MountEntry* find_mount_at(const MountTable& table,
                                std::string_view mount_point);

// The mount that this absolute path, without symlinks, lies in; nullptr if none
// is known.
const MountEntry* find_mount_above(const MountTable& table,
                                   std::string_view path);

// The mount with this number; nullptr if there is none.
const MountEntry* find_mount(const MountTable& table, int id);

// The mount of an absolute path, in the same table; nullptr if none is known.
using FindLayer = std::function<const MountEntry*(const std::string& path)>;

// The mount of mtscompfs that this mount is, or is stacked on; nullptr if there
// is none.
const MountEntry* find_view(const MountEntry& mount,
                            const FindLayer& find_layer);

}  // namespace mtscomp
