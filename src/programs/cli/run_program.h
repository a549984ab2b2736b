// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The common main() of the programs: makes the inherited state of the process
// safe, parses the command line, and turns exceptions into messages and exit
// codes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "programs/cli/parse_options.h"

namespace mtscomp {

// Opens missing standard streams.  Ignores SIGXFSZ, so a write beyond the file
// size limit (ulimit -f) fails with EFBIG and does not kill the process.
void prepare_process() noexcept;

// Prints the text of --help, of --version or of an error, and returns the exit
// code.
int print_outcome(const ParseOutcome& outcome);

// Calls `run` and returns its result.  If `run` throws, prints a message that
// begins with `program` to standard error, and returns the exit code for the
// exception.
int run_guarded(const char* program, const std::function<int()>& run);

template <typename Command>
int run_program(const char* program, int argc, char** argv,
                Command (*parse)(std::vector<std::string>),
                int (*run)(const Command&)) {
  prepare_process();
  return run_guarded(program, [&] {
    const Command command =
        parse(std::vector<std::string>(argv + 1, argv + argc));
    return command.exit_code ? print_outcome(command) : run(command);
  });
}

}  // namespace mtscomp
