// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "integration/faults/faulty_repack.h"

#include <filesystem>

namespace mtscomp {

namespace fs = std::filesystem;

void FaultyRepackTest::SetUp() {
  FaultyPackTest::SetUp();
  old_cbin_ = read_file(old_.file("x.cbin"));
  old_ch_ = read_file(old_.file("x.ch"));
}

std::vector<std::string> FaultyRepackTest::repack_arguments(
    const std::string& path) {
  return {path, "--transform", "none/C", "-p", "1", "-q", "--normal-priority"};
}

ProgramResult FaultyRepackTest::repack(const std::string& program) const {
  return run(program, repack_arguments(path("x.cbin")));
}

void FaultyRepackTest::put_only_old_pair() const {
  for (const std::string& name : directory_.files()) {
    fs::remove(path(name));
  }
  put_old_pair();
}

bool FaultyRepackTest::is_old_pair() const {
  return read_file(path("x.cbin")) == old_cbin_ &&
         read_file(path("x.ch")) == old_ch_;
}

}  // namespace mtscomp
