// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// For tests in which ordinary users mount.
#pragma once

#include <sys/mount.h>
#include <sys/stat.h>

#include <string>

#include "support/temp_dir.h"

namespace mtscomp {

// Opens /dev/fuse to all users, like on most distributions, if this machine
// restricts it to root.
class OpenFuseDevice {
 public:
  OpenFuseDevice() {
    struct stat status = {};
    constexpr mode_t kAll = 0666;
    if (::stat(kDevice, &status) == 0 && (status.st_mode & kAll) == kAll) {
      return;
    }
    const std::string node = directory_.file("fuse");
    is_covered_ =
        ::mknod(node.c_str(), S_IFCHR | kAll, status.st_rdev) == 0 &&
        ::chmod(node.c_str(), kAll) == 0 &&
        ::mount(node.c_str(), kDevice, nullptr, MS_BIND, nullptr) == 0;
  }
  OpenFuseDevice(const OpenFuseDevice&) = delete;
  OpenFuseDevice& operator=(const OpenFuseDevice&) = delete;
  ~OpenFuseDevice() {
    if (is_covered_) {
      ::umount2(kDevice, MNT_DETACH);
    }
  }

 private:
  static constexpr const char* kDevice = "/dev/fuse";
  TempDir directory_;
  bool is_covered_ = false;
};

}  // namespace mtscomp
