// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/process/privileges.h"

#include <gtest/gtest.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <string>

namespace mtscomp {
namespace {

// A line of /proc/self/status.
std::string status(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key + ":\t")) {
      return line.substr(key.size() + 2);
    }
  }
  return "";
}

// Runs the check in a child, because privileges cannot be regained.
bool holds_in_a_child(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(check() ? 0 : 1);
  }
  int result = 0;
  ::waitpid(child, &result, 0);
  return WIFEXITED(result) && WEXITSTATUS(result) == 0;
}

TEST(PrivilegesTest, OnlyTheCapabilitiesThatAreKeptAreLeft) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "others have none to keep";
  }
  EXPECT_TRUE(holds_in_a_child([] {
    keep_only_capabilities({CAP_DAC_READ_SEARCH, CAP_SYS_ADMIN});
    return status("CapPrm") == "0000000000200004" &&
           status("CapEff") == "0000000000200004" &&
           status("CapInh") == "0000000000000000" &&
           status("CapAmb") == "0000000000000000";
  }));
}

TEST(PrivilegesTest, WhatIsExecutedLaterGetsNoMore) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "others have none to keep";
  }
  EXPECT_TRUE(holds_in_a_child([] {
    keep_only_capabilities({CAP_DAC_READ_SEARCH});
    return std::system(  // NOLINT(concurrency-mt-unsafe): in a child.
               "grep -q 'CapEff:.0*4$' /proc/self/status") == 0;
  }));
}

TEST(PrivilegesTest, WhatWasNotThereIsNotGained) {
  EXPECT_TRUE(holds_in_a_child([] {
    drop_capabilities();
    keep_only_capabilities({CAP_SYS_ADMIN});
    return status("CapPrm") == "0000000000000000";
  }));
}

TEST(PrivilegesTest, AllCanBeDroppedAndSetuidProgramsStillWork) {
  EXPECT_TRUE(holds_in_a_child([] {
    drop_capabilities();
    return status("CapPrm") == "0000000000000000" &&
           status("CapEff") == "0000000000000000" &&
           status("NoNewPrivs") == "0";
  }));
}

TEST(PrivilegesTest, PrivateMemoryIsNotDumped) {
  EXPECT_TRUE(holds_in_a_child([] {
    keep_memory_private();
    return ::prctl(PR_GET_DUMPABLE) == 0;
  }));
}

}  // namespace
}  // namespace mtscomp
