// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A mount and its life: mounted, served, unmounted.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mtscomp/filesystem/view.h"

namespace mtscomp {

struct SessionOptions {
  std::string mount_point;                 // Absolute.
  std::vector<std::string> mount_options;  // As after -o, one each.
  bool debug = false;                      // Log every request.
  // Threads that take requests; they never decode.
  unsigned max_threads = 10;
  // A channel to the kernel for each of them, rather than one for all.
  bool clone_fd = false;
};

struct OpenHandles {
  std::size_t files = 0;
  std::size_t directories = 0;
};

class Session {
 public:
  // Mounts.  From now on the kernel queues what others ask of the mount.
  // Requires: `view` outlives this; no other thread has been started that
  // takes SIGHUP, SIGINT or SIGTERM.
  // Throws: UsageError for what the mount cannot be made of.
  Session(View& view, const SessionOptions& options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // Unmounts, if nobody else has.
  ~Session();

  // Serves until the file system is unmounted or a signal asks for the end.
  // on_ready is called once, when the mount answers; on_end after the last
  // request has been taken, while replies may still be sent.
  // Returns false if serving failed.
  bool run(std::function<void()> on_ready, const std::function<void()>& on_end);

  // Makes the kernel ask again for each name and status that it knows.  May be
  // called by any thread that serves no request, while run() runs.
  void expire_names();

  OpenHandles open_handles() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mtscomp
