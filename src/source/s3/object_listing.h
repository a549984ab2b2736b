// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Lists one "directory" of a bucket: the objects and common prefixes below a
// prefix, over all pages of the answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "source/http/listing/listing_builder.h"
#include "source/s3/list_objects.h"
#include "source/s3/sigv4.h"

namespace mtscomp {

// Returns the query of a request ListObjectsV2.  `prefix` is empty or ends in
// '/'.  `token` is next_token of the page before.
QueryParameters list_objects_query(std::string_view prefix,
                                   const std::optional<std::string>& token);

class ObjectListing {
 public:
  // `name` names the source in messages.  `prefix` is that of the requests.
  ObjectListing(std::string name, std::string prefix);

  // Adds a page.  The object whose key is the prefix itself is ignored: some
  // programs make such objects to have an empty directory.
  // Throws: FormatError if the server sends keys that do not begin with the
  // prefix, sizes that are no numbers, or pages without end; UnsupportedError
  // for more than kMaxListedNames names.
  void add(const S3Page& page);

  // Returns the listing.  Times are those of the header Last-Modified.
  // Requires: must be called only once, after the last page.
  RemoteListing finish() { return builder_.finish(); }

 private:
  std::string_view name_below(std::string_view key) const;
  void add_object(const S3Object& object);
  void check_progress(const S3Page& page);

  std::string name_;
  std::string prefix_;
  ListingBuilder builder_;
  std::size_t n_pages_ = 0;
  std::optional<std::string> last_token_;
};

}  // namespace mtscomp
