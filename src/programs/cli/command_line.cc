// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/cli/command_line.h"

#include <algorithm>

namespace mtscomp {

std::vector<std::string> spell_out_no_check(
    std::vector<std::string> arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  std::replace(arguments.begin(), end, std::string("-nc"),
               std::string("--no-check"));
  return arguments;
}

}  // namespace mtscomp
