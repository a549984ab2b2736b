// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The view: a source as the mount shows it.  This folder does not use FUSE.
//
// The rules of the view (docs/reference/view.md explains them to users):
//   - A pair X.c<ext>, X.ch is shown as one file X.<ext> (bin, dat, raw, npy).
//     The two files of the pair are hidden.  format/recording_names.h finds
//     the pairs.
//   - UUIDs are left out of the names of a pair and its .meta.
//   - If a real X.<ext> exists, the view shows this file instead of the
//     recording.  The pair is hidden too.
//   - All other files are shown unchanged.  A pair with an invalid header is
//     shown as its two files.
// The source is not scanned at mount time.  Thread-safe.
//
// The classes of this folder, and which calls which:
//
//   SourceTree          look-ups, listings, status and opening
//     NameIndexCache    caches name indexes; the key is a directory and its
//                     times
//       NameIndex       names only: the pairs, and their shown names
//     PairFinder        files: finds and opens the recordings of pairs
//     ProblemList       damaged recordings, for status and log
//   Node                one file of the view; immutable, shared with the inode
//                       table (fuse/tables)
//   Caller              the user who sent a request, to check permissions
//                       when a symlink is followed
//   StatusDirectory     .mtscompfs; look-ups search it before SourceTree
//   recording_attributes, shown_attributes
//                       extended attributes; owner and mode that users see
//
// SourceTree calls a Source for directories and files, and reader/headers for
// headers.  FUSE threads and source threads call SourceTree at the same time.
// These calls may wait for the source.  Each cache has its own mutex, which is
// not locked during I/O.  Worker threads call only note_failure(), which does
// not wait.  SourceTree calls no callbacks.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/threads/parallel_loop.h"
#include "filesystem/view/caller.h"
#include "filesystem/view/lister.h"
#include "filesystem/view/name_index.h"
#include "filesystem/view/name_index_cache.h"
#include "filesystem/view/node.h"
#include "filesystem/view/pair_finder.h"
#include "filesystem/view/problem_list.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/reader/recording.h"
#include "reader/headers/header_cache.h"
#include "source/source.h"

namespace mtscomp {

struct TreeOptions {
  // Path of a directory that the view does not show, relative to the source.
  // Empty if the view shows all directories.
  std::string hidden_path = {};
  NamingOptions naming = {};
  HeaderLimits limits = {};
};

// The listing of a directory.
struct Listing {
  std::vector<ViewEntry> entries;  // Every name occurs once.
  NameIndexPtr names;
};

class SourceTree {
 public:
  // Requires: `source` and `catalog` must outlive this object.
  SourceTree(const Source& source, TreeOptions options, HeaderCache& catalog);
  SourceTree(const SourceTree&) = delete;
  SourceTree& operator=(const SourceTree&) = delete;

  // Returns the node of the source directory.  Throws: std::system_error.
  NodePtr root() const;

  // Opens a directory of the view.  Throws: std::system_error.
  std::unique_ptr<const SourceDirectory> open_directory(
      const Node& directory) const;

  // Looks up a name in a directory of the view.  The result can be different
  // for other callers.  `names` may be the index from an earlier list() of the
  // directory.
  // Throws: std::system_error.
  FoundNode find(const SourceDirectory& directory, const std::string& name,
                 const Caller& caller = {}, NameIndexPtr names = nullptr) const;

  // Lists a directory of the view.  The result can be different for other
  // callers.  Throws: std::system_error.
  Listing list(const SourceDirectory& directory,
               const Caller& caller = {}) const;

  // Calls `work` for each number below `n_items`, for look-ups.  Uses several
  // threads if the source is on a server.
  // Throws: the first exception of `work`.
  void run_parallel(std::size_t n_items, const ParallelLoop::Work& work) const {
    loop_.run(n_items, work);
  }

  // Returns the current status of a file.  For a recording, returns its status
  // at the time of the look-up.
  // Throws: std::system_error, with ESTALE if the path now leads to another
  // file or to no file.  All functions below that have a node as argument throw
  // the same exception.
  struct stat status(const Node& node) const;

  // Returns the current status of an open file.
  // Throws: std::system_error.
  struct stat open_file_status(const SourceFile& file, const Node& node) const;

  // Opens the recording of a node.
  // Throws: std::system_error, with ESTALE if the pair was replaced after the
  // node was made; FormatError.
  std::shared_ptr<const Recording> open_recording(const Node& node) const;

  // Opens a regular file that the view shows unchanged.
  // Throws: std::system_error.
  SourceFilePtr open_file(const Node& node) const;

  // Returns the target of a symlink, unchanged.
  // Throws: std::system_error.
  std::string read_link(const Node& node) const;

  // Calls access(2) for the node's source file.  `mode` combines R_OK, W_OK,
  // X_OK.
  // Throws: std::system_error if access is refused.  The error is EROFS if
  // `mode` contains W_OK.
  void check_access(const Node& node, int mode) const;

  const ProblemList& problems() const { return problems_; }

  // Call this if reading a recording failed.  Adds a problem if a chunk is
  // damaged.  Ignores temporary errors.  Logs nothing: the caller has logged
  // the error.
  void note_failure(const Recording& recording,
                    const std::exception_ptr& error) const noexcept;

  // Drops all cached names, cached headers and problems, also in the source.
  void forget();

  // Returns size and free space of the source's file system.
  // Throws: std::system_error.
  struct statvfs usage() const;

 private:
  bool is_hidden(const SourceDirectory& directory,
                 const std::string& name) const;
  void add_pairs(Lister& lister, const SourceDirectory& directory,
                 const std::vector<PairNames>& pairs,
                 const Caller& caller) const;
  NameIndexPtr names_of(const SourceDirectory& directory) const;
  NameIndexPtr index(const SourceDirectory& directory,
                     const std::vector<SourceEntry>& entries) const;
  FoundNode find_beside(const SourceDirectory& directory,
                        const std::string& name, const PairNames& pair,
                        const FoundPair& found) const;
  FoundNode find_passing(const SourceDirectory& directory,
                         const std::string& shown_name,
                         const std::string& file) const;

  const Source& source_;
  TreeOptions options_;
  HeaderCache& catalog_;
  mutable ParallelLoop loop_;
  // Const functions fill this list and this cache.
  mutable ProblemList problems_;
  mutable NameIndexCache names_;
  PairFinder pairs_;
};

}  // namespace mtscomp
