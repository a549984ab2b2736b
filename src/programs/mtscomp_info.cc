// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-info: see mtscomp_info_options.h for its command line.
#include "programs/info_command.h"
#include "programs/mtscomp_info_options.h"
#include "programs/run_program.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-info", argc, argv,
                              mtscomp::parse_info_command, mtscomp::run_info);
}
