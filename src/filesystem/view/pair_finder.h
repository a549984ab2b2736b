// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Which files of the source make a recording, and opening it.  Thread-safe.
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

// A recording, and the one of the data files beside the header that it is.
struct FoundPair {
  std::shared_ptr<Node> node;  // Null if there is none.
  const PairNames::Data* data = nullptr;
  // Links lead to files that not every user may reach: the answer is for this
  // caller alone.
  bool is_private = false;

  explicit operator bool() const { return node != nullptr; }
};

class PairFinder {
 public:
  // Requires: all outlive this.
  PairFinder(const SourceRoot& root, const HeaderLimits& limits,
             HeaderCache& catalog, ProblemList& problems);

  // The recording that these files make, if they make one.  One that cannot be
  // read for a reason that may pass is a recording whose opening fails.  What
  // is wrong goes to the list of problems.  A link leads nowhere for a caller
  // who may not search all directories on its way.
  FoundPair find(const SourceDirectory& directory, const PairNames& pair,
                 const Caller& caller) const;

  // Opens the version of the recording that the node stands for.
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
  // Requires: the caller has the turn.
  Header parse(const FileDescriptor& file, const std::string& path,
               const FileIdentity& expected) const;
  // Throws: std::system_error with ESTALE if the file is of another version.
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
