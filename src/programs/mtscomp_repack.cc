// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-repack: see mtscomp_repack_options.h for its command line.
#include "programs/cli/run_program.h"
#include "programs/repack/mtscomp_repack_options.h"
#include "programs/repack/repack_command.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-repack", argc, argv,
                              mtscomp::parse_repack_command,
                              mtscomp::run_repack);
}
