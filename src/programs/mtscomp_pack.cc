// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack: see mtscomp_pack_options.h for its command line.
#include "programs/cli/run_program.h"
#include "programs/pack/mtscomp_pack_options.h"
#include "programs/pack/pack_command.h"

int main(int argc, char** argv) {
  return mtscomp::run_program("mtscomp-pack", argc, argv,
                              mtscomp::parse_pack_command, mtscomp::run_pack);
}
