// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscompfs-generator NORMAL EARLY LATE: systemd runs it when it reads its
// units (systemd.generator(7)).  Orders each mount after the mounts that it
// needs.
#include "mtscomp/base/error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"
#include "programs/cli/run_program.h"
#include "programs/mount/systemd_generator.h"

int main(int argc, char** argv) {
  mtscomp::prepare_process();
  if (argc < 2) {
    mtscomp::print_message("mtscompfs-generator",
                           "expected arguments: NORMAL [EARLY LATE]");
    return mtscomp::kExitUsage;
  }
  try {
    return mtscomp::write_mount_orderings(MTSCOMPFS_CONFIG_DIR, argv[1])
               ? mtscomp::kExitOk
               : mtscomp::kExitFailure;
  } catch (...) {
    mtscomp::print_message("mtscompfs-generator",
                           mtscomp::current_exception_message());
    return mtscomp::kExitFailure;
  }
}
