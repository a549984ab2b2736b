// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/print.h"

#include <fmt/format.h>

#include <exception>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"

namespace mtscomp {

void print(std::string_view text) { print_to(stdout, text); }

void print_to(std::FILE* stream, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() ||
      std::fflush(stream) != 0) {
    throw_errno(stream == stdout ? "standard output: cannot write"
                                 : "standard error: cannot write");
  }
}

void print_message(std::string_view program,
                   std::string_view message) noexcept {
  try {
    print_to(stderr, fmt::format("{}: {}\n", program, escape_control(message)));
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace mtscomp
