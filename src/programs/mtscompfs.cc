// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscompfs SOURCE MOUNTPOINT: mounts a directory of compressed recordings.
// mtscompfs --status MOUNTPOINT: prints the status of such a mount.
#include <csignal>

#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/run_program.h"
#include "programs/mount/mount_command.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "programs/mount/status/status_command.h"

namespace {

int run_mtscompfs(const mtscomp::ParsedCommandLine& command) {
  switch (command.action) {
    case mtscomp::MountAction::kCheck:
      return mtscomp::check_mount(command.request);
    case mtscomp::MountAction::kStatus:
      mtscomp::print(mtscomp::ask_status(command.request.mount_point));
      return mtscomp::kExitOk;
    case mtscomp::MountAction::kUnmount:
      return mtscomp::unmount(command.request);
    case mtscomp::MountAction::kMount:
      break;
  }
  return mtscomp::mount_and_serve(command.request);
}

}  // namespace

int main(int argc, char** argv) {
  // A parent process may have set SIGCHLD to be ignored, which is inherited and
  // makes waiting for children fail.
  std::signal(SIGCHLD, SIG_DFL);
  return mtscomp::run_program("mtscompfs", argc, argv,
                              mtscomp::parse_command_line, run_mtscompfs);
}
