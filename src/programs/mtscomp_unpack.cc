// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-unpack: see mtscomp_unpack_options.h for its command line.
#include <cstdio>
#include <string>
#include <vector>

#include "mtscomp/base/error.h"
#include "mtscomp/base/standard_streams.h"
#include "programs/command_line_error.h"
#include "programs/exit_code.h"
#include "programs/mtscomp_unpack_options.h"
#include "programs/unpack_command.h"

int main(int argc, char** argv) {
  using namespace mtscomp;
  open_missing_streams();
  try {
    const UnpackCommand command =
        parse_unpack_command(std::vector<std::string>(argv + 1, argv + argc));
    if (command.exit_code) {
      std::fputs(command.text.c_str(),
                 *command.exit_code == kExitOk ? stdout : stderr);
      return *command.exit_code;
    }
    return run_unpack(command);
  } catch (const CommandLineError&) {
    std::fprintf(stderr, "mtscomp-unpack: %s\nTry 'mtscomp-unpack --help'.\n",
                 current_exception_message().c_str());
    return kExitUsage;
  } catch (...) {
    std::fprintf(stderr, "mtscomp-unpack: %s\n",
                 current_exception_message().c_str());
    return kExitFailure;
  }
}
