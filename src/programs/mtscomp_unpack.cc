// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-unpack: see mtscomp_unpack_options.h for its command line.
#include "programs/cli/run_program.h"
#include "programs/unpack/mtscomp_unpack_options.h"
#include "programs/unpack/unpack_command.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-unpack", argc, argv,
                              mtscomp::parse_unpack_command,
                              mtscomp::run_unpack);
}
