// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which .cbin and .ch of the source make a recording, and opening it.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mtscomp/base/file_descriptor.h"
#include "mtscomp/filesystem/node.h"
#include "mtscomp/filesystem/source_directory.h"
#include "mtscomp/reader/pair_catalog.h"
#include "mtscomp/reader/recording.h"

namespace mtscomp {

class PairFinder {
 public:
  // `source_path` is for messages.  Requires: `root` and `catalog` outlive
  // this.
  PairFinder(const FileDescriptor& root, std::string source_path,
             PairCatalog& catalog);

  // The recording that this .cbin and the .ch beside it make, as a node whose
  // inode number is its identity's; nullptr if they make none.
  // Throws: std::system_error.
  NodePtr find(const SourceDirectory& directory,
               const std::string& cbin_name) const;

  // Opens the version of the recording that the node stands for.
  // Throws: std::system_error, with ESTALE if it has been replaced;
  // FormatError.
  std::shared_ptr<const Recording> open(const Node& node) const;

 private:
  NodePtr read_pair(const SourceDirectory& directory,
                    const std::string& cbin_name) const;
  bool has_fitting_sibling(const SourceDirectory& directory,
                           const std::string& cbin_name,
                           std::uint64_t cbin_size) const;
  Header read_header(const std::string& path,
                     const FileIdentity& expected) const;
  std::string describe(const std::string& path) const;

  const FileDescriptor& root_;
  std::string source_path_;
  PairCatalog& catalog_;
};

}  // namespace mtscomp
