// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/run_program.h"

#include <csignal>
#include <cstdio>

#include "base/process/standard_streams.h"
#include "mtscomp/base/error.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"

namespace mtscomp {

void prepare_process() noexcept {
  open_missing_streams();
  std::signal(SIGXFSZ, SIG_IGN);
}

int print_outcome(const ParseOutcome& outcome) {
  const int exit_code = outcome.exit_code.value_or(kExitOk);
  std::fputs(outcome.text.c_str(), exit_code == kExitOk ? stdout : stderr);
  return exit_code;
}

int run_guarded(const char* program, const std::function<int()>& run) {
  try {
    return run();
  } catch (const CommandLineError&) {
    std::fprintf(stderr, "%s: %s\nTry '%s --help'.\n", program,
                 current_exception_message().c_str(), program);
    return kExitUsage;
  } catch (...) {
    std::fprintf(stderr, "%s: %s\n", program,
                 current_exception_message().c_str());
    return kExitFailure;
  }
}

}  // namespace mtscomp
