// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the partial files and backups beside a file (partial_name.h): its
// living writers on this host, and the files of interrupted writers.
//
// A writer holds a lock on its partial file.  If a partial file can be locked,
// its writer has ended.
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
  pid_t process = 0;    // The writer.
  FileDescriptor lock;  // Holds the lock: no other process removes the file.
};

// An older file that a writer renamed and keeps until the new one is complete.
struct BackupFile {
  FileLocation location;
  std::string suffix;  // As in partial_name.h.
};

// A partial file of another user.  This process may not try to lock it.
struct ForeignPartial {
  FileLocation location;
  uid_t user = 0;
  bool may_live = false;  // A process with the number in its name exists.
};

struct Partials {
  std::vector<AbandonedPartial> abandoned;
  std::vector<BackupFile> backups;  // Their writers may have ended.
  std::vector<ForeignPartial> foreign;
  std::vector<pid_t> writers;  // Processes that are writing now.
};

// Removes a partial file if its writer has ended.  Throws: std::system_error.
void remove_if_abandoned(const FileLocation& partial);

enum class OwnPartial { kCount, kIgnore };

// Finds the files of all writers of `target`.  kIgnore skips the partial file
// of this process.
// Throws: std::system_error.
Partials find_partials(const FileLocation& target,
                       OwnPartial own = OwnPartial::kCount);

// Throws: BusyError if a process is writing `target`, or if a partial file of
// another user may still be written.
void refuse_live_writer(const Partials& partials, const FileLocation& target);

// Called by a writer that has just created and locked its own partial file.  If
// two writers start at the same time, the one with the smaller process number
// continues.
// Throws: BusyError if this process must give up; std::system_error.
void refuse_other_writers(const FileLocation& target);

// Removes the partial files of writers on this host that have ended.  Backups
// stay.
// Throws: BusyError as refuse_live_writer(); std::system_error.
void clear_partials(const FileLocation& target,
                    OwnPartial own = OwnPartial::kCount);

}  // namespace mtscomp
