// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Runs the test server of remote archives (tests/remote/server) as a program,
// or a real web server.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "mtscomp/base/json.h"

namespace mtscomp {

// Serves until its end.  Throws std::system_error, and std::runtime_error if
// the server reports an error.
class RemoteServer {
 public:
  // Serves `directory` with options of the program, such as
  // {"--style", "apache"}.
  explicit RemoteServer(const std::string& directory,
                        const std::vector<std::string>& options = {});
  // Starts nginx, Apache or rclone (tests/remote/real_server.py).  Such a
  // server obeys no commands.  Other users must be able to read the directory.
  static RemoteServer start_real(const std::string& directory,
                                 const std::string& style) {
    return RemoteServer(real_command(directory, style));
  }
  RemoteServer(const RemoteServer&) = delete;
  RemoteServer& operator=(const RemoteServer&) = delete;
  ~RemoteServer();

  // Returns the URL of the directory, without a slash at its end; for S3, the
  // endpoint.
  const std::string& url() const { return url_; }

  // Sends a command (tests/remote/server/control.py), and returns its answer.
  std::string command(std::string json);

  // Replaces the rules for faults (tests/remote/server/faults/rule.py).
  // `rules` is a JSON array.
  void set_faults(const std::string& rules);
  // Resets all connections, and refuses new ones until come_back().
  void leave();
  void come_back();
  // Returns the entries of the request log (request_log.py), after unfinished
  // answers have ended.
  JsonArray requests();

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;

  // Starts a program that prints its URL.
  explicit RemoteServer(std::vector<std::string> words);
  static std::vector<std::string> real_command(const std::string& directory,
                                               const std::string& style);
  std::string read_line();

  pid_t pid_ = 0;
  File commands_;
  File answers_;
  std::string url_;
};

}  // namespace mtscomp
