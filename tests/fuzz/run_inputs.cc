// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// run_inputs PATH...: passes each file, also those of each directory, to a fuzz
// target: inputs that a fuzzer found stay tests without the fuzzer.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/fuzz_target.h"
#include "support/bytes.h"

namespace {

std::vector<std::string> files_at(const std::string& path) {
  if (!std::filesystem::is_directory(path)) {
    return {path};
  }
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    files.push_back(entry.path().string());
  }
  return files;
}

int run_all(const std::vector<std::string>& paths) {
  std::size_t n_files = 0;
  for (const std::string& path : paths) {
    for (const std::string& file : files_at(path)) {
      std::fprintf(stderr, "%s\n", file.c_str());
      const mtscomp::Bytes bytes = mtscomp::read_file(file);
      LLVMFuzzerTestOneInput(
          reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++n_files;
    }
  }
  return n_files > 0 ? 0 : 1;  // Without inputs, nothing is tested.
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_all({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
