// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds recordings in a tree, packed or not, by their file names alone.  No
// file is opened and no status is read.  The tree is a local directory, or on a
// web server or in S3.
//
// The files of one recording share a directory and a stem.  In files of the
// International Brain Laboratory, each stem may end in a different UUID.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mtscomp/archive/recording_files.h"
#include "mtscomp/base/export.h"
#include "mtscomp/source/remote_options.h"

namespace MTSCOMP_API mtscomp {

struct FoundRecordings {
  std::vector<RecordingFiles> recordings;
  // Paths of incomplete outputs: .partial-*, .cbin_tmp.
  std::vector<std::string> partial_files;
  // Paths of backups of older pairs, which killed writers left.  A backup may
  // be the only copy.
  std::vector<std::string> backups;
  std::vector<std::string> unreadable;  // A message per directory.
};

// Returns a message for the user: the origin of a backup, and how to restore
// it.
std::string describe_backup(const std::string& path);

// Returns all recordings below `root`, a path or an address, in the order of
// walk_directories().  Every RecordingFiles keeps `root` open.  Errors are in
// `unreadable`.
// Throws: UsageError if an address is wrong.
FoundRecordings find_recordings(const std::string& root,
                                const RemoteOptions& remote = {});
FoundRecordings find_recordings(const std::shared_ptr<Source>& archive);

// Returns the recording that a file belongs to.  A file with the suffix of a
// plain file and without any file of a pair is a plain recording.  Any other
// file, also one with an unknown suffix, is treated as a .cbin, with the .ch of
// the same stem.  `path` can be an address.  If its server does not list the
// directory, no other files than these two are found.
// Throws: std::system_error if the directory cannot be read, with ENOENT if
// there is no such file; UsageError if an address is wrong, or if the UUID in
// the name of the .ch is unknown.
RecordingFiles find_recording_of(const std::string& path,
                                 const RemoteOptions& remote = {});
RecordingFiles find_recording_of(const std::shared_ptr<Source>& archive,
                                 const std::string& name);

}  // namespace mtscomp
