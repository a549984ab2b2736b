// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds recordings in a tree, packed or not, by their file names alone.  No
// file is opened and no status is read.
//
// The files of one recording share a directory and a stem.  In files of the
// International Brain Laboratory, each stem may end in a different UUID.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_location.h"

namespace MTSCOMP_API mtscomp {

// The file names of one recording.  A name is empty if there is no such file.
struct RecordingFiles {
  std::string directory;  // Path, including the root, for messages.
  std::string relative;   // Path below the root; empty for the root.
  std::string raw_name;   // .bin, .dat or .raw.
  std::string cbin_name;  // .cbin, .cdat, .craw or .cnpy.
  std::string ch_name;    // .ch
  std::string meta_name;  // SpikeGLX's .meta
  bool raw_is_symlink = false;
  // Whether a killed writer left a backup of a file of the pair.
  bool has_backup = false;
  // Error message if the plain file cannot be packed, because its .ch would
  // also be the header of another plain file.  Empty if it can be packed.
  std::string problem;
  // The root of the tree.  Empty if the user gave the path of a file.
  std::optional<Directory> tree = {};

  bool is_pair() const { return !cbin_name.empty() && !ch_name.empty(); }
  // Returns the path of a file name of this struct.  If the plain file is in
  // another tree than the pair, its name is already an absolute path.
  std::string path_of(const std::string& name) const;
  // Opens `directory`.  Symlinks below the root of a tree are not followed.
  // Throws: std::system_error.
  Directory open_directory() const;
  // Returns the location of a file name of this struct, for reading.  If the
  // file itself is a symlink, the symlink is followed, because some archives
  // consist of symlinks.
  // Throws: std::system_error.
  FileLocation location_of(const std::string& name) const;
  // Name of the .cbin.  Without a .cbin, name of the plain file.  Without both,
  // name of the .ch.
  const std::string& main_name() const {
    return !cbin_name.empty()  ? cbin_name
           : !raw_name.empty() ? raw_name
                               : ch_name;
  }
  // Returns the key for Shard::contains().  If there is a plain file, the key
  // is the relative path of its .ch, even if no .ch exists.  If not, the key is
  // the relative path of main_name().  Plain files with the same .ch have the
  // same key.
  std::string shard_key() const;
};

// Returns the recordings of one directory, in alphabetical order of their
// stems.
//
// A .bin is always a recording.  A .dat or .raw is a recording only if it has a
// .meta or a .cbin, or if it is Open Ephys' continuous.dat.  Many programs
// write other files with these suffixes.
std::vector<RecordingFiles> find_recordings_in(
    const std::vector<DirectoryEntry>& entries);

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

// Returns all recordings below `root`, in the order of walk_directories().
// Every RecordingFiles keeps `root` open.  Errors are in `unreadable`.
FoundRecordings find_recordings(const std::string& root);

// Returns the recording that a file belongs to.  A file with the suffix of a
// plain file and without any file of a pair is a plain recording.  Any other
// file, also one with an unknown suffix, is treated as a .cbin, with the .ch of
// the same stem.
// Throws: std::system_error if the directory cannot be read, with ENOENT if
// there is no such file.
RecordingFiles find_recording_of(const std::string& path);

}  // namespace mtscomp
