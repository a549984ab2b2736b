// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A small file system in memory.
#pragma once

#include <sys/mount.h>
#include <sys/statvfs.h>

#include <cstdint>
#include <string>

#include "support/temp_dir.h"

namespace mtscomp {

class SmallDisk {
 public:
  // `options` are those of tmpfs(5), such as "size=1m".
  explicit SmallDisk(const std::string& options)
      : is_mounted_(::mount("none", directory_.path().c_str(), "tmpfs", 0,
                            (options + ",mode=0700").c_str()) == 0) {}
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_mounted_) {
      ::umount2(directory_.path().c_str(), MNT_DETACH);
    }
  }

  // Returns false if this process has no right to mount.
  bool is_mounted() const { return is_mounted_; }
  std::string file(const std::string& name) const {
    return directory_.file(name);
  }
  // Bytes in use.
  std::uint64_t used() const {
    struct statvfs usage = {};
    ::statvfs(directory_.path().c_str(), &usage);
    return (usage.f_blocks - usage.f_bfree) * usage.f_frsize;
  }

 private:
  TempDir directory_;
  bool is_mounted_;
};

}  // namespace mtscomp
