// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The main() of the programs: the state that a process inherits is made safe,
// the command line is parsed, and exceptions become messages and exit codes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "programs/cli/parse_options.h"

namespace mtscomp {

// Opens missing standard streams, and makes a write beyond the limit on file
// sizes (ulimit -f) fail with EFBIG instead of killing the process.
void prepare_process() noexcept;

// Prints the text of --help, --version or a wrong command line.  Returns the
// exit code.
int print_outcome(const ParseOutcome& outcome);

// Returns the result of `run`, or the exit code of its exception, after a
// message on standard error that begins with `program`.
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
