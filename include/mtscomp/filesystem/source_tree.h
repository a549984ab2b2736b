// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The source directory as the mount shows it; no FUSE in it.
//
// The rules of the view:
//   - X.c<ext> and X.ch together are shown as X.<ext> (bin, dat, raw), and
//     not as themselves;
//   - a real X.<ext> beside them wins, and they stay absent;
//   - all else passes through, a pair whose header is no header included.
// Nothing is scanned up front.  Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/filesystem/node.h"
#include "mtscomp/filesystem/pair_finder.h"
#include "mtscomp/filesystem/source_directory.h"
#include "mtscomp/reader/pair_catalog.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

class SourceTree {
 public:
  // `source_path` is absolute.  `hidden_path`, relative to it, is left out of
  // the view with all below it; empty for nothing.
  // Requires: `catalog` outlives this.  Throws: std::system_error.
  SourceTree(const std::string& source_path, std::string hidden_path,
             PairCatalog& catalog);

  // Throws: std::system_error.
  NodePtr root() const;

  // Opens a directory of the view.  Throws: std::system_error.
  SourceDirectory open_directory(const Node& directory) const;

  // What the view has under this name, or nullptr.
  // Throws: std::system_error.
  NodePtr find(const SourceDirectory& directory, const std::string& name) const;

  // Every name of the view in this directory, each once.
  // Throws: std::system_error.
  std::vector<ViewEntry> list(const SourceDirectory& directory) const;

  // As the file is now; of a recording, as it was when it was found.
  // Throws: std::system_error, with ESTALE if the path leads to another file.
  struct stat status(const Node& node) const;

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

  // The source itself, for fstatvfs(3).
  const FileDescriptor& descriptor() const { return root_; }

 private:
  bool is_hidden(const SourceDirectory& directory,
                 const std::string& name) const;
  bool is_pair_member(const SourceDirectory& directory,
                      const std::string& name) const;

  std::string hidden_path_;
  FileDescriptor root_;
  PairFinder pairs_;
};

}  // namespace mtscomp
