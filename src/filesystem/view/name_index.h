// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// What a directory's names alone say about its recordings: which belong
// together, and under which names they are shown.  Nothing is opened.
// Immutable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "format/recording_names.h"
#include "source/local/source_directory.h"

namespace mtscomp {

struct NamingOptions {
  bool keep_uuid = false;        // Of .cbin, .ch and .meta.
  bool show_compressed = false;  // The pair's files beside the plain one.
};

// One .ch and all that may stand beside it.
struct PairNames {
  struct Data {
    std::string cbin;
    std::string shown;  // "x.bin"
    std::string real;   // A real file that is meant in its place; or empty.
  };
  std::vector<Data> data;  // Usually one; at least one.
  std::string ch;
  std::string meta;  // Empty if there is none.

  // A file of the source under the name that it is shown by.
  struct Alias {
    std::string shown;
    std::string file;
  };
  // Of the .meta, and of the pair's files if they are shown.
  std::vector<Alias> aliases(const Data& chosen) const;

  bool drops_uuid = true;
  bool shows_compressed = false;
};

class NameIndex {
 public:
  NameIndex(const std::vector<SourceEntry>& entries,
            const NamingOptions& options);
  NameIndex(const NameIndex&) = delete;
  NameIndex& operator=(const NameIndex&) = delete;

  const std::vector<PairNames>& pairs() const { return pairs_; }

  // The pair that has a file of this name, or may be shown under it; nullptr if
  // there is none.
  const PairNames* find(const std::string& name) const;

  // Pairs that keep their UUIDs, since without they would be shown under a name
  // that something else has; the name of each one's .ch, and that name.
  struct Collision {
    std::string ch;
    std::string name;
  };
  const std::vector<Collision>& collisions() const { return collisions_; }

  // A .cbin whose header is not there.
  struct Orphan {
    std::string cbin;
    std::string ch;       // The name that was looked for.
    std::string similar;  // A .ch named after the .cbin's whole name, or empty.
  };
  const std::vector<Orphan>& orphans() const { return orphans_; }

  // Bytes, roughly.
  std::size_t memory() const;

 private:
  void add_pairs(std::vector<PairNames> pairs,
                 const std::unordered_set<std::string_view>& names,
                 const NamingOptions& options);
  void add_orphans(const NameGroup& group,
                   const std::unordered_set<std::string_view>& names);
  void index_names();

  std::vector<PairNames> pairs_;
  std::unordered_map<std::string, const PairNames*> by_name_;
  std::vector<Collision> collisions_;
  std::vector<Orphan> orphans_;
};

}  // namespace mtscomp
