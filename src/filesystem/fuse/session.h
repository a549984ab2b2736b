// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Serving a mount: from its first request to its last.
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
  std::vector<std::string> mount_options;  // As after -o, one each.
  // Whether this process, or a child of it, has made the mount.
  bool is_own_mount = true;
};

struct OpenHandles {
  std::size_t files = 0;
  std::size_t directories = 0;
};

class Session {
 public:
  // `channel` is what mount_fuse() made.  Requires: `view` outlives this.
  // Throws: UsageError for options that libfuse does not know.
  Session(View& view, FileDescriptor channel, const SessionOptions& options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  // Whoever has a file open gets an error from now on.
  ~Session();

  // Serves until the file system is unmounted and nobody has a file open there
  // any more, or until end().  on_ready is called once, when the mount answers;
  // on_end after the last request has been taken, while replies may still be
  // sent.  Returns false if serving failed, or on_ready has thrown, which is
  // logged.  Requires: called by the thread that made this; on_end does not
  // throw.
  bool run(std::function<void()> on_ready, const std::function<void()>& on_end);

  // Makes run() return soon, whoever has files open.  Calling it once may come
  // too early: it is to be called again until run() has returned.  Any thread.
  void end();

  // Makes the kernel ask again for each name and status that it knows.  Waits
  // for requests that are being served, look-ups among them; asked to stop, it
  // ends after the name that it is at.  May be called by any thread that serves
  // no request, while run() runs.
  void expire_names(const std::stop_token& stop);

  OpenHandles open_handles() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mtscomp
