// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mtscomp-pack process whose files carry the name of another host: it runs in
// a UTS namespace with that host name.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace mtscomp {

// Whether this process may set host names.
bool can_name_hosts();

class PackerProcess {
 public:
  // The output is written to the file `output`, which is emptied first.  An
  // empty `host` means the host of the test.
  PackerProcess(const std::string& host, std::vector<std::string> command,
                std::string output);
  PackerProcess(const PackerProcess&) = delete;
  PackerProcess& operator=(const PackerProcess&) = delete;
  ~PackerProcess();

  // Has no effect on a process that has ended.
  void kill() const;

  bool has_ended();

  // Waits for the exit status; 128 + SIGKILL if the process was killed.
  int exit_code();
  bool was_killed();
  std::string output() const;

 private:
  std::string output_;
  pid_t child_ = -1;
  int status_ = 0;
};

}  // namespace mtscomp
