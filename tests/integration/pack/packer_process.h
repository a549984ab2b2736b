// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A process of mtscomp-pack on a host of its own, as far as its files can tell:
// a UTS namespace gives it the name of that host.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace mtscomp {

// Whether this process may give names to hosts.
bool can_name_hosts();

class PackerProcess {
 public:
  // Its output goes to the file `output`, which is emptied first.  An empty
  // `host` is the host of the test.
  PackerProcess(const std::string& host, std::vector<std::string> command,
                std::string output);
  PackerProcess(const PackerProcess&) = delete;
  PackerProcess& operator=(const PackerProcess&) = delete;
  ~PackerProcess();

  // Does nothing to a process that has ended.
  void kill() const;

  bool has_ended();

  // Waits.  128 + SIGKILL for one that was killed.
  int exit_code();
  bool was_killed();
  std::string output() const;

 private:
  std::string output_;
  pid_t child_ = -1;
  int status_ = 0;
};

}  // namespace mtscomp
