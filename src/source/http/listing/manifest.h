// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// A list of all files of an archive, as "rclone lsjson -R --files-only" writes
// it.  With a manifest, names and sizes need no request.
// https://rclone.org/commands/rclone_lsjson/
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/http/listing/remote_listing.h"
#include "source/http/transfer/http_date.h"

namespace mtscomp {

// Safe for use by several threads, because it never changes.
class Manifest {
 public:
  // Parses an array of objects with the members Path, Size and, if known,
  // ModTime.  Entries with IsDir are ignored: directories are those that have
  // files.  A size below 0 is unknown.  `name` names the file in messages.
  // Throws: FormatError if the text is not such an array; UnsupportedError if
  // the text or the number of files exceeds the limits.
  Manifest(std::string_view text, std::string_view name);

  // Returns the content of a directory: "" is the root, others have the form
  // "a/b".  Returns nothing if the manifest has no such directory.
  //
  // The times are those of the files before they were uploaded, so they can
  // differ from Last-Modified: has_exact_times is false.
  std::optional<RemoteListing> list(std::string_view directory) const;

  // Returns the file or directory at this path, or nothing.
  std::optional<RemoteEntry> find(std::string_view path) const;

  // Paths that were left out, because a part cannot be a name.
  std::size_t n_refused() const { return n_refused_; }
  const std::string& first_refused() const { return first_refused_; }

 private:
  struct File {
    std::string path;
    std::optional<std::uint64_t> size;
    std::optional<HttpTime> modified;
  };
  using Files = std::vector<File>;

  Files::const_iterator lower_bound(std::string_view path) const;
  void add(File file, std::string_view name);

  Files files_;  // Sorted by path.
  std::size_t n_refused_ = 0;
  std::string first_refused_;
};

}  // namespace mtscomp
