// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Gives up the right to change files (landlock(7), Linux 5.13).  Giving up
// capabilities is not enough: without capabilities, a process may still change
// files that its user owns.  root owns most files of a machine.
#pragma once

#include <string>
#include <vector>

namespace mtscomp {

// Places for which giving up is without effect.  A path that does not exist is
// ignored.
struct WritablePlaces {
  // Existing files in and below these paths can be opened for writing.
  std::vector<std::string> files;
  // In and below these directories, files and directories can also be created
  // and removed.  They can be renamed within one directory.
  std::vector<std::string> directories;
};

// Permanently forbids the calling thread, and threads that it starts, to
// create, remove and rename files, and to open files for writing.  From Linux
// 6.12 on, these threads also cannot send signals to processes that they did
// not start.  Descriptors that are already open are not affected.
//
// Returns true if writing is now forbidden.  Returns false if the kernel has no
// Landlock, and forbids nothing then.
// Requires: keep_only_capabilities() must have been called before.
// Throws: std::system_error.
bool give_up_writing(const WritablePlaces& allowed);

}  // namespace mtscomp
