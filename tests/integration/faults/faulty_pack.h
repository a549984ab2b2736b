// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// mtscomp-pack under faults, on a recording that may have an older pair.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "integration/faults/fault_injector.h"
#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/temp_dir.h"

namespace mtscomp {

class FaultyPackTest : public ::testing::Test {
 protected:
  void SetUp() override;

  std::string path(const std::string& name) const {
    return directory_.file(name);
  }

  // With faults, or the unmodified program.
  ProgramResult run(const std::string& program,
                    const std::vector<std::string>& arguments) const;
  static std::vector<std::string> pack_arguments(
      const std::string& input, const std::vector<std::string>& more = {});
  // Packs x.bin.
  ProgramResult pack(const std::string& program,
                     const std::vector<std::string>& more = {}) const;

  // Whether the pair decodes to `raw` and has the SHA-1s in its header.
  bool is_pair_of(const Bytes& raw, const std::string& stem = "x") const;

  void put_old_pair() const;
  void remove_outputs() const;
  void check_input() const;

  TempDir directory_;
  TempDir home_;
  TempDir old_;  // An older pair, until it is copied beside the recording.
  FaultInjector faults_ = FaultInjector(directory_.path());
  Bytes raw_;
  Bytes old_raw_;
};

}  // namespace mtscomp
