// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds the pairs among the names in one directory, and the names under which
// the recordings of these pairs are shown.  Opens no file.  Immutable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "format/recording_names.h"
#include "source/source_directory.h"

namespace mtscomp {

struct NamingOptions {
  bool keep_uuid = false;        // Show names with their UUIDs.
  bool show_compressed = false;  // Show .cbin and .ch too.
};

// Names of one .ch and of the files that belong to this .ch.
struct PairNames {
  struct Data {
    std::string cbin;
    std::string shown;  // Name of the recording, such as "x.bin".
    // Existing file that is shown instead of the recording, or empty.
    std::string real;
  };
  std::vector<Data> data;  // At least one data file, usually one.
  std::string ch;
  std::string meta;  // Empty if there is no .meta.

  // A file of the source, and the name under which the view shows this file.
  struct Alias {
    std::string shown;
    std::string file;
  };
  // Aliases of the .meta and, if the view shows them, of the .cbin and the .ch.
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

  // Returns the pair that has a file with this name, or whose recording may be
  // shown under this name.  Returns nullptr if there is no such pair.
  const PairNames* find(const std::string& name) const;

  // A pair that is shown with its UUIDs, because another pair or file has the
  // name without UUIDs.
  struct Collision {
    std::string ch;
    std::string name;  // The name without UUIDs.
  };
  const std::vector<Collision>& collisions() const { return collisions_; }

  // A .cbin whose header is missing.
  struct Orphan {
    std::string cbin;
    std::string ch;       // Name of the missing header.
    std::string similar;  // "x.cbin.ch" if it exists, or empty.
  };
  const std::vector<Orphan>& orphans() const { return orphans_; }

  // Returns the approximate memory of this index, in bytes.
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
