// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-info: see mtscomp_info_options.h for its command line.
#include "programs/cli/run_program.h"
#include "programs/info/info_command.h"
#include "programs/info/mtscomp_info_options.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-info", argc, argv,
                              mtscomp::parse_info_command, mtscomp::run_info);
}
