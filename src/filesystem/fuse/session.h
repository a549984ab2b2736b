// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Serves the requests of one mount.
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
  std::vector<std::string> mount_options;  // Each element is one -o option.
  // Whether this process mounted the file system, directly or with fusermount3.
  // False if mount.fuse3(8) mounted it.
  bool is_own_mount = true;
};

struct OpenHandles {
  std::size_t files = 0;
  std::size_t directories = 0;
};

class Session {
 public:
  // `channel` is the open /dev/fuse of the mount (fuse_channel.h).
  // Requires: `view` must outlive this object.
  // Throws: UsageError if libfuse refuses an option or the channel.
  Session(View& view, FileDescriptor channel, const SessionOptions& options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // If files are still open, later reads of these files fail.
  ~Session();

  // Serves requests until end() is called, or until the file system is
  // unmounted and all its files are closed.  Calls on_ready once, when the
  // mount answers.  Calls on_end after the last request was received.  At that
  // time, some replies may not have been sent.  Returns true if serving ended
  // without an error.  Returns false if serving failed or if on_ready threw an
  // exception.  An exception of on_ready is logged.
  // Requires: run() must be called by the thread that constructed this object.
  // on_end must not throw.
  bool run(std::function<void()> on_ready, const std::function<void()>& on_end);

  // Makes run() return soon, even if files are open.  A single call may have no
  // effect: repeat the call until run() has returned.  Any thread may call
  // end().
  void end();

  // Makes the kernel look up all cached names and attributes again.  Waits for
  // running requests, including look-ups.  After a request to `stop`, returns
  // after the current name.
  // Requires: run() is running.  A thread that serves requests must not call
  // this.
  void expire_names(const std::stop_token& stop);

  OpenHandles open_handles() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mtscomp
