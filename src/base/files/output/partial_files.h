// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the partial files and backups in the directory of a file
// (partial_name.h).  These files show which processes of this host are writing
// the file, and which writers were interrupted.
//
// A writer holds a lock on its partial file.  If this process can lock a
// partial file, the writer of the partial file has ended.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// A partial file whose writer has ended.
struct AbandonedPartial {
  FileLocation location;
  pid_t process = 0;  // Process number of the writer.
  // Holds the lock on the file.  While the lock is held, other processes do not
  // remove the file.
  FileDescriptor lock;
};

// An older file that a writer has renamed.  The writer keeps it until the new
// file is complete.
struct BackupFile {
  FileLocation location;
  std::string suffix;  // Backup suffix (partial_name.h).
};

// A partial file of another user.  This process may not try to lock it.
struct ForeignPartial {
  FileLocation location;
  uid_t user = 0;
  // Whether a process with the process number in the file's name exists.
  bool may_live = false;
};

struct Partials {
  std::vector<AbandonedPartial> abandoned;
  std::vector<BackupFile> backups;  // Their writers may still run.
  std::vector<ForeignPartial> foreign;
  std::vector<pid_t> writers;  // Processes that are writing now.
};

// Removes a partial file if the writer of this file has ended.
// Throws: std::system_error.
void remove_if_abandoned(const FileLocation& partial);

enum class OwnPartial { kCount, kIgnore };

// Finds the files of all writers of `target`.  With kIgnore, skips the partial
// file of this process.
// Throws: std::system_error.
Partials find_partials(const FileLocation& target,
                       OwnPartial own = OwnPartial::kCount);

// Checks that no other process is writing `target`.
// Throws: BusyError if a process is writing `target`, or if another user has a
// partial file and a process of this user may still be writing it.
void refuse_live_writer(const Partials& partials, const FileLocation& target);

// A writer calls this function after it has created and locked its own partial
// file.  If two writers start at the same time, the writer with the smaller
// process number continues.
// Throws: BusyError if this process must give up; std::system_error.
void refuse_other_writers(const FileLocation& target);

// Removes the partial files of writers on this host that have ended.  Does not
// remove backups.
// Throws: like refuse_live_writer(); std::system_error.
void clear_partials(const FileLocation& target,
                    OwnPartial own = OwnPartial::kCount);

}  // namespace mtscomp
