// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The daemon's process, from the information in /proc.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "integration/support/mounted_view.h"

namespace mtscomp {

// Content of a file; "" if the file does not exist.
std::string read_all(const std::string& path);

// A line of /proc/PID/status.
std::string process_status(pid_t process, const std::string& key);
std::vector<pid_t> children_of(pid_t process);
// Process numbers of its children.
std::vector<std::string> descriptors_of(pid_t process);

// Waits until it has ended, for a minute at most.
bool holds_soon(const std::function<bool()>& condition);

class ProcessTest : public MountedViewTest {
 protected:
  void SetUp() override {
    MountedViewTest::SetUp();
    pair_ = write_pair("x.cbin");
  }

  bool is_root() const { return ::geteuid() == 0; }

  std::string status(const std::string& key) {
    return process_status(mounted().process(), key);
  }

  SyntheticRecording pair_;
};

class PrivilegeTest : public ProcessTest {
 protected:
  void SetUp() override {
    ProcessTest::SetUp();
    if (!is_root()) {
      GTEST_SKIP() << "others have no capabilities to give up";
    }
  }
};

}  // namespace mtscomp
