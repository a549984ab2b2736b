// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The kernel's list of mounts (proc_pid_mountinfo(5)).  No function here sends
// a request to a mount, so mounts whose daemon has ended are listed too.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mtscomp {

struct MountEntry {
  int id = 0;               // Unique among the current mounts.
  std::string mount_point;  // Absolute path.
  std::string options;      // Mount options, such as "ro,nosuid,nodev".
  std::string type;         // Such as "fuse.mtscompfs".
  std::string source;       // Such as "/dev/sda1"; any text is allowed.
  // Options of the file system, such as "ro,user_id=0,allow_other".
  std::string super_options;

  // Returns true if `options` or `super_options` contains this option.
  bool has_option(std::string_view name) const;

  // Returns the absolute paths of the directories on which the file system is
  // stacked, such as lowerdir of overlayfs.  Returns each path as the process
  // that mounted wrote it.
  std::vector<std::string> layers() const;
};

// Returns true if `mount` is a mount of mtscompfs.
bool is_our_mount(const MountEntry& mount);

using MountTable = std::vector<MountEntry>;

// Throws: std::system_error.
MountTable read_mount_table();

// Parses the text of /proc/self/mountinfo.  Malformed lines are skipped.
MountTable parse_mount_table(std::string_view mountinfo);

// Returns the topmost mount at this absolute path, or nullptr if nothing is
// mounted there.
const MountEntry* find_mount_at(const MountTable& table,
                                std::string_view mount_point);

// Returns the mount that contains this absolute path, or nullptr if the table
// has no such mount.
// Requires: the path must not contain symlinks.
const MountEntry* find_mount_above(const MountTable& table,
                                   std::string_view path);

// Returns the mount with this MountEntry::id, or nullptr if the table has no
// such mount.
const MountEntry* find_mount(const MountTable& table, int id);

// A function that finds the mount that contains an absolute path.  It returns
// an entry of the table that also contains the argument `mount` of find_view().
// It returns nullptr if the table has no such mount.
using FindLayer = std::function<const MountEntry*(const std::string& path)>;

// If `mount` is a mount of mtscompfs, returns `mount`.  If `mount` is stacked
// on a mount of mtscompfs, returns that mount of mtscompfs.  In all other
// cases, returns nullptr.
const MountEntry* find_view(const MountEntry& mount,
                            const FindLayer& find_layer);

}  // namespace mtscomp
