// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-info: see mtscomp_info_options.h for its command line.
#include <cstdio>
#include <string>
#include <vector>

#include "mtscomp/base/error.h"
#include "mtscomp/base/standard_streams.h"
#include "programs/exit_code.h"
#include "programs/info_command.h"
#include "programs/mtscomp_info_options.h"

int main(int argc, char** argv) {
  using namespace mtscomp;
  open_missing_streams();
  try {
    const InfoCommand command =
        parse_info_command(std::vector<std::string>(argv + 1, argv + argc));
    if (command.exit_code) {
      std::fputs(command.text.c_str(),
                 *command.exit_code == kExitOk ? stdout : stderr);
      return *command.exit_code;
    }
    return run_info(command);
  } catch (...) {
    std::fprintf(stderr, "mtscomp-info: %s\n",
                 current_exception_message().c_str());
    return kExitFailure;
  }
}
