// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds and opens the recording of a pair of source files.  Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filesystem/view/caller.h"
#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "filesystem/view/problem_list.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/reader/recording.h"
#include "reader/headers/header_cache.h"
#include "reader/headers/header_memory.h"
#include "reader/shared_layouts.h"
#include "source/local/source_directory.h"
#include "source/local/source_root.h"

namespace mtscomp {

// A recording, and its data file among those of the pair.
struct FoundPair {
  std::shared_ptr<Node> node;  // Null if there is none.
  const PairNames::Data* data = nullptr;
  // Symlinks lead to files that some users may not reach, so the result is only
  // for this caller.
  bool is_private = false;

  explicit operator bool() const { return node != nullptr; }
};

class PairFinder {
 public:
  // Requires: all arguments outlive this.
  PairFinder(const SourceRoot& root, const HeaderLimits& limits,
             HeaderCache& catalog, ProblemList& problems);

  // The recording of these files, or nothing if they are not a pair.  A
  // temporary error gives an empty recording that cannot be opened.  Problems
  // are added to the problem list.  A symlink leads nowhere if the caller may
  // not search all directories on its path.
  FoundPair find(const SourceDirectory& directory, const PairNames& pair,
                 const Caller& caller) const;

  // Opens the recording in the version of the node.
  // Throws: std::system_error, with ESTALE if it has been replaced;
  // FormatError.
  std::shared_ptr<const Recording> open(const Node& node) const;

 private:
  struct Present {
    const PairNames::Data* data = nullptr;
    struct stat status = {};
  };

  struct Members {
    std::optional<struct stat> header;
    std::vector<Present> present;
    bool is_private = false;
  };

  FoundPair read_pair(const SourceDirectory& directory, const PairNames& pair,
                      const Members& members) const;
  static Members find_members(const SourceDirectory& directory,
                              const PairNames& pair, const Caller& caller);
  const Present& choose(const SourceDirectory& directory, const PairNames& pair,
                        const std::vector<Present>& present,
                        std::uint64_t expected) const;
  FoundPair make_unreadable(const SourceDirectory& directory,
                            const PairNames& pair, const Caller& caller,
                            int error_number) const;
  PairSummaryPtr summary_of(const PairIdentity& identity,
                            const std::string& header_path) const;
  RecordingLayoutPtr layout_of(const RecordingPart& part,
                               const std::string& name) const;
  Header read_header(const std::string& path,
                     const FileIdentity& expected) const;
  // Requires: the caller has a HeaderMemory::Turn.
  Header parse(const FileDescriptor& file, const std::string& path,
               const FileIdentity& expected) const;
  // Throws: std::system_error with ESTALE if the file has another version.
  void require_version(const FileDescriptor& file, const std::string& path,
                       const FileIdentity& expected) const;
  std::string describe(const std::string& path) const;

  const SourceRoot& root_;
  HeaderLimits limits_;
  HeaderCache& catalog_;
  ProblemList& problems_;
  mutable HeaderMemory memory_;
  mutable SharedLayouts layouts_;
};

}  // namespace mtscomp
