// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which files of a tree are recordings, packed or not, by their names alone.
//
// The files of one recording share a directory and a stem; those of the
// International Brain Laboratory also where each has a UUID of its own at the
// end of its stem.  No file is opened, and none is asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_location.h"

namespace MTSCOMP_API mtscomp {

// The names are empty where there is no such file.
struct RecordingFiles {
  std::string directory;  // With the root in front, for messages.
  std::string relative;   // The same from the root on; empty for the root.
  std::string raw_name;   // .bin, .dat or .raw.
  std::string cbin_name;  // .cbin, .cdat, .craw or .cnpy.
  std::string ch_name;    // .ch
  std::string meta_name;  // SpikeGLX's .meta
  bool raw_is_symlink = false;
  // A killed writer has left a backup of a file of the pair.
  bool has_backup = false;
  // The raw file has a .ch or .cbin in its way that belongs to another.
  std::string problem;
  // The root of a tree.  Empty if the files were given by their path.
  std::optional<Directory> tree = {};

  bool is_pair() const { return !cbin_name.empty() && !ch_name.empty(); }
  // The path of one of its names.  A name may be an absolute path instead: of a
  // plain file that lies in another tree than its pair.
  std::string path_of(const std::string& name) const;
  // The directory of the files.  Below the root of a tree, no symlink is
  // followed.  Throws: std::system_error.
  Directory open_directory() const;
  // One of its names, for reading.  A symlink of the name itself is followed,
  // as archives of symlinks need it.  Throws: std::system_error.
  FileLocation location_of(const std::string& name) const;
  // The .cbin, else the plain file, else the .ch.
  const std::string& main_name() const {
    return !cbin_name.empty()  ? cbin_name
           : !raw_name.empty() ? raw_name
                               : ch_name;
  }
  // What decides on the shard: the relative path that the .ch has, or would
  // have.  Files that could touch the same .ch have the same key.
  std::string shard_key() const;
};

// What one directory holds, in the order of its names.
//
// A plain file counts as a recording if it is a .bin; a .dat or .raw only with
// a .meta or a .cbin of its own, or if it is Open Ephys' continuous.dat: many
// programs write files of these names.
std::vector<RecordingFiles> find_recordings_in(
    const std::vector<DirectoryEntry>& entries);

struct FoundRecordings {
  std::vector<RecordingFiles> recordings;
  // Incomplete outputs: .partial-*, .cbin_tmp.
  std::vector<std::string> partial_files;
  // Files of older pairs, kept by killed writers: perhaps the only copy.
  std::vector<std::string> backups;
  std::vector<std::string> unreadable;  // Directories, with the reason.
};

// A message about a backup: its origin, and how it is restored.
std::string describe_backup(const std::string& path);

// All below `root`, as walk_directories() goes through it.  `root` stays open
// as long as one of them is there.
FoundRecordings find_recordings(const std::string& root);

// The recording that a file belongs to.  A name that says nothing is taken for
// a .cbin, and its .ch for the one of the same stem.
// Throws: std::system_error if the directory cannot be read, ENOENT if there is
// no such file.
RecordingFiles find_recording_of(const std::string& path);

}  // namespace mtscomp
