// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds and opens the recording of a pair of source files.  Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filesystem/view/caller.h"
#include "filesystem/view/name_index.h"
#include "filesystem/view/node.h"
#include "filesystem/view/problem_list.h"
#include "mtscomp/format/header_limits.h"
#include "mtscomp/reader/recording.h"
#include "mtscomp/source/source_file.h"
#include "reader/headers/header_cache.h"
#include "reader/headers/header_memory.h"
#include "reader/shared_layouts.h"
#include "source/source.h"

namespace mtscomp {

// The recording of a pair, and the data file that was chosen for it.
struct FoundPair {
  std::shared_ptr<Node> node;  // Null if there is no recording.
  const PairNames::Data* data = nullptr;
  // Whether the result is valid only for this caller, because symlinks lead to
  // files that some users may not reach.
  bool is_private = false;

  // Returns true if there is a recording.
  explicit operator bool() const { return node != nullptr; }
};

class PairFinder {
 public:
  // Requires: `source`, `catalog` and `problems` must outlive this object.
  PairFinder(const Source& source, const HeaderLimits& limits,
             HeaderCache& catalog, ProblemList& problems);

  // Returns the recording of a pair.  Returns nothing if a file of the pair is
  // missing or if the header is invalid.  After a temporary error, returns a
  // recording of size 0 that cannot be opened.  Problems are added to the
  // problem list.  A symlink counts as missing if the caller may not search all
  // directories on its path.
  FoundPair find(const SourceDirectory& directory, const PairNames& pair,
                 const Caller& caller) const;

  // Opens the recording of a node.
  // Throws: std::system_error, with ESTALE if the pair was replaced after the
  // node was made; FormatError.
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
  // Requires: the caller must have a HeaderMemory::Turn.
  Header parse(const SourceFile& file, const std::string& path,
               const FileIdentity& expected) const;
  // Throws: std::system_error, with ESTALE if the file is not `expected`.
  void require_version(const SourceFile& file, const std::string& path,
                       const FileIdentity& expected) const;
  std::string describe(const std::string& path) const;
  void add_problem(const std::string& path, std::string_view problem,
                   std::string_view reason) const;

  const Source& source_;
  HeaderLimits limits_;
  HeaderCache& catalog_;
  ProblemList& problems_;
  mutable HeaderMemory memory_;
  mutable SharedLayouts layouts_;
};

}  // namespace mtscomp
