// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Collects the entries of a listing: checks the names and removes duplicates.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "source/http/listing/remote_listing.h"

namespace mtscomp {

class ListingBuilder {
 public:
  // `name` names the listing in messages.
  explicit ListingBuilder(std::string name) : name_(std::move(name)) {}

  // Adds an entry, or refuses it if its name cannot be a name.
  // Throws: UnsupportedError for more than kMaxListedNames names.
  void add(RemoteEntry entry);

  // Counts a name that is left out.
  // Throws: UnsupportedError for more than kMaxListedNames names.
  void refuse(std::string_view name, std::string_view problem);

  // Number of added and refused names.
  std::size_t n_names() const {
    return listing_.entries.size() + listing_.n_refused;
  }

  // Returns the entries in order.  If a name is that of a file and of a
  // directory, it is the directory's, because files below it can be reached.
  // Requires: must be called only once.
  RemoteListing finish();

 private:
  void count();

  std::string name_;
  RemoteListing listing_;
};

}  // namespace mtscomp
