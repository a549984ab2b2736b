// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-verify: see mtscomp_verify_options.h for its command line.
#include "programs/cli/run_program.h"
#include "programs/verify/mtscomp_verify_options.h"
#include "programs/verify/verify_command.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-verify", argc, argv,
                              mtscomp::parse_verify_command,
                              mtscomp::run_verify);
}
