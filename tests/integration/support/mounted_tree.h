// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount by the real program: mtscompfs, started as a child, with its log in a
// file, and stopped at the end.
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
  std::vector<std::string> wrapper = {};  // Command that runs the program.
  std::string program = {};               // Empty: mtscompfs itself.
};

class MountedTree {
 public:
  // Returns when the mount answers.  Throws: std::runtime_error with the log if
  // it does not answer.
  explicit MountedTree(const std::string& source,
                       const MountOptionsForTest& options = {});
  MountedTree(const MountedTree&) = delete;
  MountedTree& operator=(const MountedTree&) = delete;
  ~MountedTree();

  const std::string& mount_point() const { return mount_point_; }
  std::string file(std::string_view name) const;

  // The daemon's process, while it runs.
  pid_t process() const { return child_; }

  // The complete log so far.
  std::string log() const;

  // A number in its status.json, such as "open_handles", "files".
  std::uint64_t status(std::string_view group, std::string_view name) const;

  // Sends the signal and returns the exit status; 128 + signal number if the
  // signal killed the program.
  int stop(int signal);
  // Waits until the program ends and returns its exit status.
  int wait();

  // A number in the last line of the log, such as "misses".
  // Requires: stopped.
  std::uint64_t counter(std::string_view name) const;

 private:
  TempDir directory_;
  std::string mount_point_;
  std::string log_path_;
  pid_t child_ = -1;
};

// Runs the program until it ends.
struct ProgramResult {
  int exit_code = -1;
  std::string output;  // stdout and stderr.
};
ProgramResult run_program(const std::vector<std::string>& arguments);
ProgramResult run_mtscompfs(std::vector<std::string> arguments);

// Whether `path` is the root of a mount.
bool is_mount_point(const std::string& path);

// For tests that mount: skipped if FUSE cannot be used, or failed if the
// environment requires it (MTSCOMPFS_REQUIRE_FUSE=1).
class MountTest : public ::testing::Test {
 protected:
  void SetUp() override;
};

}  // namespace mtscomp
