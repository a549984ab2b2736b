// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/run_program.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <new>

#include "base/process/standard_streams.h"
#include "mtscomp/base/error.h"
#include "programs/cli/command_line_error.h"
#include "programs/cli/exit_code.h"
#include "programs/cli/print.h"

namespace mtscomp {

void prepare_process() noexcept {
  open_missing_streams();
  std::signal(SIGXFSZ, SIG_IGN);
}

int print_outcome(const ParseOutcome& outcome) {
  const int exit_code = outcome.exit_code.value_or(kExitOk);
  print_to(exit_code == kExitOk ? stdout : stderr, outcome.text);
  return exit_code;
}

int run_guarded(const char* program, const std::function<int()>& run) {
  try {
    return run();
  } catch (const CommandLineError&) {
    print_message(program, current_exception_message());
    print_to(stderr, fmt::format("Try '{} --help'.\n", program));
    return kExitUsage;
  } catch (const std::bad_alloc&) {
    print_message(program,
                  "out of memory; use fewer threads (-p) or smaller chunks");
    return kExitFailure;
  } catch (...) {
    print_message(program, current_exception_message());
    return kExitFailure;
  }
}

}  // namespace mtscomp
