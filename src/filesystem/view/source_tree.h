// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The source directory as the mount shows it; no FUSE in it.
//
// The rules of the view (docs/view.md has them for people):
//   - X.c<ext> and X.ch together are shown as X.<ext> (bin, dat, raw, npy), and
//     not as themselves; names are paired by format/recording_names.h;
//   - the UUIDs of a pair and its .meta are left out of their names;
//   - a real X.<ext> beside them wins, and they stay absent;
//   - all else passes through, a pair whose header is no header included.
// Nothing is scanned up front.  Thread-safe.
//
// The classes of this folder, and which calls which:
//
//   SourceTree          look-ups, listings, status and opening
//     NameIndexCache    name indexes of directories, by directory and times
//       NameIndex       names alone: which belong together, shown as what
//     PairFinder        files: do they make a recording?  Opens recordings
//     ProblemList       damaged recordings, for status and log
//   Node                one file of the view; immutable, shared with the inode
//                       table (fuse/tables)
//   Caller              the user of a request, for files behind links
//   StatusDirectory     .mtscompfs, which the requests ask before the tree
//   recording_attributes, shown_attributes
//                       extended attributes; owner and mode as mounted
//
// SourceTree calls source/local for directories and files, and
// reader/headers for headers.  FUSE threads and source threads call it, many at
// a time, and may wait for the source in it.  Each cache has a mutex of its
// own, which is not held during I/O.  Workers call note_failure() alone, which
// does not wait.  There are no callbacks.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "filesystem/view/caller.h"
#include "filesystem/view/name_index.h"
#include "filesystem/view/name_index_cache.h"
#include "filesystem/view/node.h"
#include "filesystem/view/pair_finder.h"
#include "filesystem/view/problem_list.h"
#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/reader/recording.h"
#include "reader/headers/header_cache.h"
#include "source/local/source_directory.h"
#include "source/local/source_root.h"

namespace mtscomp {

struct TreeOptions {
  SourceOptions source;
  // Relative to the source: left out of the view with all below it; empty for
  // nothing.
  std::string hidden_path = {};
  NamingOptions naming = {};
  HeaderLimits limits = {};
};

// A directory as it was listed once.
struct Listing {
  std::vector<ViewEntry> entries;  // Every name of the view, each once.
  NameIndexPtr names;
};

class SourceTree {
 public:
  // Requires: `catalog` outlives this.  Throws: std::system_error.
  SourceTree(TreeOptions options, HeaderCache& catalog);
  SourceTree(const SourceTree&) = delete;
  SourceTree& operator=(const SourceTree&) = delete;

  // Throws: std::system_error.
  NodePtr root() const;

  // Opens a directory of the view.  Throws: std::system_error.
  SourceDirectory open_directory(const Node& directory) const;

  // What the view has under this name for this caller.  `names`, where there is
  // one, is what the directory was listed with.  Throws: std::system_error.
  FoundNode find(const SourceDirectory& directory, const std::string& name,
                 const Caller& caller = {}, NameIndexPtr names = nullptr) const;

  // Throws: std::system_error.
  Listing list(const SourceDirectory& directory,
               const Caller& caller = {}) const;

  // As the file is now; of a recording, as it was when it was found.
  // Throws: std::system_error, with ESTALE if the path leads to another file or
  // to none.  The same for the functions below that take a node.
  struct stat status(const Node& node) const;

  // The same of a file that is open.  Throws: std::system_error.
  struct stat open_file_status(const FileDescriptor& file,
                               const Node& node) const;

  // Opens the version of the recording that the node stands for.
  // Throws: std::system_error, with ESTALE if it has been replaced;
  // FormatError.
  std::shared_ptr<const Recording> open_recording(const Node& node) const;

  // Opens a regular file that passes through.  Throws: std::system_error.
  FileDescriptor open_file(const Node& node) const;

  // The target of a symlink, as it stands.  Throws: std::system_error.
  std::string read_link(const Node& node) const;

  // access(2) on what stands behind the node; `mode` has R_OK, W_OK, X_OK.
  // Throws: std::system_error if access is refused; EROFS for W_OK.
  void check_access(const Node& node, int mode) const;

  const ProblemList& problems() const { return problems_; }

  // That reading a recording has failed, as its log line says: what no checksum
  // proves is a problem, what may pass is none.
  void note_failure(const Recording& recording,
                    const std::exception_ptr& error) const noexcept;

  // Forgets what it knows of names and headers, and the problems.
  void forget();

  // The source itself, for fstatvfs(3).
  DirectoryPtr descriptor() const { return root_.descriptor(); }

 private:
  bool is_hidden(const SourceDirectory& directory,
                 const std::string& name) const;
  NameIndexPtr names_of(const SourceDirectory& directory) const;
  NameIndexPtr index(const SourceDirectory& directory,
                     const std::vector<SourceEntry>& entries) const;
  FoundNode find_beside(const SourceDirectory& directory,
                        const std::string& name, const PairNames& pair,
                        const FoundPair& found) const;
  FoundNode find_passing(const SourceDirectory& directory,
                         const std::string& shown_name,
                         const std::string& file) const;

  TreeOptions options_;
  SourceRoot root_;
  HeaderCache& catalog_;
  // Caches and a log, behind what does not change.
  mutable ProblemList problems_;
  mutable NameIndexCache names_;
  PairFinder pairs_;
};

}  // namespace mtscomp
