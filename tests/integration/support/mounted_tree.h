// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The real program, mounting for real: mtscompfs started as a child, with its
// log in a file, and stopped at the end.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/temp_dir.h"

namespace mtscomp {

struct MountOptionsForTest {
  std::vector<std::string> arguments;     // Before SOURCE.
  std::string mount_point;                // Empty: a new directory.
  std::vector<std::string> wrapper = {};  // What to run the program by.
  std::string program = {};               // Empty: mtscompfs itself.
};

class MountedTree {
 public:
  // Returns when the mount answers.  Throws: std::runtime_error with the log
  // if it does not.
  explicit MountedTree(const std::string& source,
                       const MountOptionsForTest& options = {});
  MountedTree(const MountedTree&) = delete;
  MountedTree& operator=(const MountedTree&) = delete;
  ~MountedTree();

  const std::string& mount_point() const { return mount_point_; }
  std::string file(std::string_view name) const;

  // The daemon's process, while it runs.
  pid_t process() const { return child_; }

  // All that was logged so far.
  std::string log() const;

  // A number of its status.json, such as "open_handles", "files".
  std::uint64_t status(std::string_view group, std::string_view name) const;

  // Sends the signal and returns the exit code; 128 + its number for one that
  // a signal killed.
  int stop(int signal);
  // Returns the exit code of a program that ends by itself.
  int wait();

  // A number from the line that is logged at the end, such as "misses".
  // Requires: stopped.
  std::uint64_t counter(std::string_view name) const;

 private:
  TempDir directory_;
  std::string mount_point_;
  std::string log_path_;
  pid_t child_ = -1;
};

// Runs the program to its end.
struct ProgramResult {
  int exit_code = -1;
  std::string output;  // stdout and stderr.
};
ProgramResult run_program(const std::vector<std::string>& arguments);
ProgramResult run_mtscompfs(std::vector<std::string> arguments);

// Whether `path` is the root of a mount.
bool is_mount_point(const std::string& path);

// For the tests that mount: skipped where FUSE is missing, failed there if the
// environment says that it must be present (MTSCOMPFS_REQUIRE_FUSE=1).
class MountTest : public ::testing::Test {
 protected:
  void SetUp() override;
};

}  // namespace mtscomp
