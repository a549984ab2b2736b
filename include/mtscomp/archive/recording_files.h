// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The files of one recording, packed or not, and the rules by which the names
// of a directory belong to recordings.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mtscomp/base/directory.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/export.h"
#include "mtscomp/base/file_location.h"
#include "mtscomp/source/source_file.h"

namespace mtscomp {
class Source;
}

namespace MTSCOMP_API mtscomp {

// The file names of one recording.  A name is empty if there is no such file.
struct RecordingFiles {
  // Path or address, including the root, for messages.
  std::string directory;
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
  // The archive on a server.  Null for local files.
  std::shared_ptr<Source> archive = {};

  bool is_remote() const { return archive != nullptr; }
  bool is_pair() const { return !cbin_name.empty() && !ch_name.empty(); }
  // Returns the path or address of a file name of this struct.  If the plain
  // file is in another tree than the pair, its name is already an absolute
  // path.
  std::string path_of(const std::string& name) const;
  // Opens a file name of this struct.
  // Requires: files on a server are used only as long as this struct.
  // Throws: std::system_error.
  SourceFilePtr open(const std::string& name) const;
  // Returns the size of the regular file in bytes, or nothing if its status
  // cannot be read or if it is no regular file.
  std::optional<std::uint64_t> size_of(const std::string& name) const;
  // Opens `directory`.  Symlinks below the root of a tree are not followed.
  // Requires: the files are local.
  // Throws: std::system_error.
  Directory open_directory() const;
  // Returns the location of a file name of this struct, for reading.  If the
  // file itself is a symlink, the symlink is followed, because some archives
  // consist of symlinks.
  // Requires: the files are local.
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

}  // namespace mtscomp
