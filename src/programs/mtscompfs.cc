// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscompfs SOURCE MOUNTPOINT: mounts a directory of compressed recordings.
// mtscompfs --status MOUNTPOINT: tells how such a mount is doing.
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "mtscomp/base/error.h"
#include "programs/exit_code.h"
#include "programs/mount.h"
#include "programs/mtscompfs_options.h"
#include "programs/status_command.h"

int main(int argc, char** argv) {
  // Ignored by whoever started this, it would make waiting for children fail.
  std::signal(SIGCHLD, SIG_DFL);
  try {
    const mtscomp::ParsedCommandLine parsed = mtscomp::parse_command_line(
        std::vector<std::string>(argv + 1, argv + argc));
    if (parsed.exit_code) {
      std::fputs(parsed.text.c_str(), *parsed.exit_code == 0 ? stdout : stderr);
      return *parsed.exit_code;
    }
    switch (parsed.action) {
      case mtscomp::MountAction::kCheck:
        return mtscomp::check_mount(parsed.request);
      case mtscomp::MountAction::kStatus:
        std::fputs(mtscomp::ask_status(parsed.request.mount_point).c_str(),
                   stdout);
        return mtscomp::kExitOk;
      case mtscomp::MountAction::kUnmount:
        return mtscomp::unmount(parsed.request);
      case mtscomp::MountAction::kMount:
        break;
    }
    return mtscomp::mount_and_serve(parsed.request);
  } catch (...) {
    std::fprintf(stderr, "mtscompfs: %s\n",
                 mtscomp::current_exception_message().c_str());
    return mtscomp::kExitFailure;
  }
}
