// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-chop: see mtscomp_chop_options.h for its command line.
#include <cstdio>
#include <string>
#include <vector>

#include "mtscomp/base/error.h"
#include "mtscomp/base/standard_streams.h"
#include "programs/chop_command.h"
#include "programs/exit_code.h"
#include "programs/mtscomp_chop_options.h"

int main(int argc, char** argv) {
  using namespace mtscomp;
  open_missing_streams();
  try {
    const ChopCommand command =
        parse_chop_command(std::vector<std::string>(argv + 1, argv + argc));
    if (command.exit_code) {
      std::fputs(command.text.c_str(),
                 *command.exit_code == kExitOk ? stdout : stderr);
      return *command.exit_code;
    }
    return run_chop(command);
  } catch (...) {
    std::fprintf(stderr, "mtscomp-chop: %s\n",
                 current_exception_message().c_str());
    return kExitFailure;
  }
}
