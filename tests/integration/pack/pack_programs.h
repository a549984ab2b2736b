// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#ifndef MTSCOMP_TESTS_INTEGRATION_PACK_PROGRAMS_H_
#define MTSCOMP_TESTS_INTEGRATION_PACK_PROGRAMS_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "integration/support/mounted_tree.h"
#include "support/bytes.h"
#include "support/seed.h"
#include "support/temp_dir.h"

namespace mtscomp {

inline constexpr std::size_t kChannels = 50;

// A recording that mtscomp-pack packs and mtscomp-unpack restores.
class PackPrograms : public ::testing::Test {
 protected:
  // A slow random walk of each channel, as int16.
  void write_raw(std::size_t n_samples) {
    std::mt19937_64 random(test_seed());
    std::vector<std::int16_t> samples(n_samples * kChannels);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const int before = i < kChannels ? 0 : samples[i - kChannels];
      samples[i] = static_cast<std::int16_t>(
          before + static_cast<int>(random() % 17) - 8);
    }
    const std::span<const std::byte> bytes = std::as_bytes(std::span(samples));
    raw_.assign(bytes.begin(), bytes.end());
    write_file(raw_path_, raw_);
  }
  ProgramResult pack(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {MTSCOMP_PACK_PROGRAM,
                                        raw_path_,
                                        "-n",
                                        std::to_string(kChannels),
                                        "-s",
                                        "1000",
                                        "-d",
                                        "int16",
                                        "-q"};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(with_home(command));
  }
  ProgramResult unpack(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {MTSCOMP_UNPACK_PROGRAM, cbin_path_,
                                        "-q"};
    command.insert(command.end(), more.begin(), more.end());
    return run_program(with_home(command));
  }
  // The tests must not depend on the caller's ~/.mtscomp.
  std::vector<std::string> with_home(std::vector<std::string> command) const {
    command.insert(command.begin(), {"env", "HOME=" + home_.path()});
    return command;
  }
  // Returns its process, for which the caller must wait.
  static pid_t start_program(const std::vector<std::string>& command) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::vector<char*> argv;
      for (const std::string& word : command) {
        argv.push_back(const_cast<char*>(word.c_str()));
      }
      argv.push_back(nullptr);
      ::execvp(argv[0], argv.data());
      ::_exit(127);
    }
    return child;
  }
  std::vector<std::string> files() const { return directory_.files(); }

  TempDir directory_;
  TempDir home_;
  std::string raw_path_ = directory_.file("x.bin");
  std::string cbin_path_ = directory_.file("x.cbin");
  std::string ch_path_ = directory_.file("x.ch");
  std::string back_path_ = directory_.file("back.bin");
  Bytes raw_;
};

}  // namespace mtscomp

#endif  // MTSCOMP_TESTS_INTEGRATION_PACK_PROGRAMS_H_
