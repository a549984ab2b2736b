// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Serves a mount, from its first request to its last.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "filesystem/fuse/requests/view.h"
#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

struct SessionOptions {
  std::vector<std::string> mount_options;  // One -o option each.
  // Whether this process or its child made the mount.
  bool is_own_mount = true;
};

struct OpenHandles {
  std::size_t files = 0;
  std::size_t directories = 0;
};

class Session {
 public:
  // `channel` is the open /dev/fuse of the mount (fuse_channel.h).
  // Requires: `view` outlives this.
  // Throws: UsageError for options that libfuse does not know.
  Session(View& view, FileDescriptor channel, const SessionOptions& options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // Processes with open files get errors from now on.
  ~Session();

  // Serves until the file system is unmounted and its last open file is closed,
  // or until end().  Calls on_ready once, when the mount answers.  Calls on_end
  // after the last request was received; replies may still be sent then.
  // Returns false if serving failed or on_ready threw; the exception is logged.
  // Requires: called by the thread that made this; on_end does not throw.
  bool run(std::function<void()> on_ready, const std::function<void()>& on_end);

  // Makes run() return soon, even if files are open.  One call may come too
  // early: call it again until run() has returned.  Any thread may call it.
  void end();

  // Makes the kernel look up all cached names and attributes again.  Waits for
  // running requests, including look-ups.  When stopped, it ends after the
  // current name.  Any thread that serves no request may call it, while run()
  // runs.
  void expire_names(const std::stop_token& stop);

  OpenHandles open_handles() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mtscomp
