// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Where the two files of a pair are: on this machine, on a web server or in S3.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mtscomp/base/export.h"
#include "mtscomp/source/remote_options.h"
#include "mtscomp/source/source_file.h"

namespace mtscomp {
class Source;
}

namespace MTSCOMP_API mtscomp {

struct PairFile {
  std::string path;  // Local path or address, for messages.
  // The archive on a server, and the name of the file in it.  A local file has
  // neither.
  std::shared_ptr<Source> archive = {};
  std::string name = {};

  bool is_remote() const { return archive != nullptr; }
  // Opens the file.  An open file on a server keeps its archive open.
  // Throws: std::system_error.
  SourceFilePtr open() const;
};

struct PairLocation {
  PairFile cbin;
  PairFile ch;

  bool is_remote() const { return cbin.is_remote() || ch.is_remote(); }
  // Ends all calls that wait for a server, with ECANCELED.
  void stop() const noexcept;
};

// Returns the location of a pair.  `cbin` and `ch` are paths, or addresses such
// as https://HOST/x.cbin and s3://BUCKET/x.cbin.  Without `ch`, the header has
// the name header_name_of(cbin), which is "x.ch" for "x.cbin".  On a server,
// the names of both files may end in different UUIDs; the directory is then
// listed.
// Throws: UsageError if an address is wrong, or if the .ch is not found in the
// listing; std::system_error.
PairLocation locate_pair(const std::string& cbin,
                         const std::optional<std::string>& ch = std::nullopt,
                         const RemoteOptions& remote = {});

}  // namespace mtscomp
