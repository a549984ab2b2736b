// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The files that writers of one file on this host keep beside it
// (partial_name.h): which writers live, and what an interrupted one has left.
//
// A writer holds a lock on its partial file.  A partial file that can be locked
// has no writer any more.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/base/file_location.h"

namespace mtscomp {

// A partial file whose writer is gone.
struct AbandonedPartial {
  FileLocation location;
  pid_t process = 0;    // Of the writer.
  FileDescriptor lock;  // While it is held, no other process takes the file.
};

// An older file that a writer keeps under another name.
struct BackupFile {
  FileLocation location;
  std::string suffix;  // As in partial_name.h.
};

// A partial file that another user's process left.  Its lock cannot be tried.
struct ForeignPartial {
  FileLocation location;
  uid_t user = 0;
  bool may_live = false;  // A process of the number in its name exists.
};

struct Partials {
  std::vector<AbandonedPartial> abandoned;
  std::vector<BackupFile> backups;  // By writers that live, or do not.
  std::vector<ForeignPartial> foreign;
  std::vector<pid_t> writers;  // Processes that are writing now.
};

// Removes a partial file if its writer is gone.  Throws: std::system_error.
void remove_if_abandoned(const FileLocation& partial);

enum class OwnPartial { kCount, kIgnore };

// kIgnore leaves out the partial file of this process, for its writer.
// Throws: std::system_error.
Partials find_partials(const FileLocation& target,
                       OwnPartial own = OwnPartial::kCount);

// Throws: BusyError if a process is writing `target`, or if a partial file of
// another user belongs to a process that may live.
void refuse_live_writer(const Partials& partials, const FileLocation& target);

// For a writer that has just created and locked its own partial file.  If two
// writers meet here, the one with the smaller process number stays.
// Throws: BusyError if this one has to withdraw; std::system_error.
void refuse_other_writers(const FileLocation& target);

// Removes the partial files of writers on this host that are gone; set-aside
// files stay.
// Throws: as refuse_live_writer(); std::system_error.
void clear_partials(const FileLocation& target,
                    OwnPartial own = OwnPartial::kCount);

}  // namespace mtscomp
