// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-chop: see mtscomp_chop_options.h for its command line.
#include "programs/chop/chop_command.h"
#include "programs/chop/mtscomp_chop_options.h"
#include "programs/cli/run_program.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-chop", argc, argv,
                              mtscomp::parse_chop_command, mtscomp::run_chop);
}
