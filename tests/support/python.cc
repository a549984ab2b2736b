// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "support/python.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "mtscomp/base/error.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {
namespace {

constexpr std::string_view kPython = "/usr/bin/python3";

struct CommandResult {
  std::string output;
  int status = 0;
};

CommandResult run(const std::string& command) {
  constexpr std::size_t kBlockSize = 65536;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) {
    throw_errno("popen " + command);
  }
  CommandResult result;
  std::array<char, kBlockSize> block = {};
  while (const std::size_t n =
             std::fread(block.data(), 1, block.size(), pipe)) {
    result.output.append(block.data(), n);
  }
  result.status = ::pclose(pipe);
  return result;
}

}  // namespace

bool has_python_module(const std::string& module) {
  return run(fmt::format("{} -c 'import {}' 2>&1", kPython, module)).status ==
         0;
}

std::string run_python(std::string_view script, std::string_view input) {
  const TempDir directory;
  write_file(directory.file("script.py"), script);
  write_file(directory.file("input"), input);
  CommandResult result =
      run(fmt::format("{} '{}' '{}'", kPython, directory.file("script.py"),
                      directory.file("input")));
  if (result.status != 0) {
    throw std::runtime_error(
        fmt::format("Python: status {}, {}", result.status, result.output));
  }
  return std::move(result.output);
}

}  // namespace mtscomp
