// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Options for archives on web servers and in S3.  The defaults open a public
// archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "mtscomp/base/export.h"

namespace MTSCOMP_API mtscomp {

// Requests that run at once.  A web server or store sends about 50 to 90 MB/s
// over each connection.
inline constexpr std::size_t kDefaultConnections = 16;
inline constexpr std::size_t kLeastConnections = 1;
inline constexpr std::size_t kMostConnections = 64;

struct RemoteOptions {
  std::size_t n_connections = kDefaultConnections;
  double timeout = 60;  // Seconds for all attempts of one request.
  // Seconds for which a listing of a directory is used again.
  double listing_timeout = 300;
  // Certificates in PEM format.  Empty: the certificates of the system.
  std::string ca_file = {};
  // Ignore ETags: the time of the last change and the size are the version.
  bool ignores_etags = false;
  // Path or URL of a list of all files, in the format of "rclone lsjson -R".
  // Empty: the server lists its directories.
  std::string manifest = {};

  // Directory for fetched bytes.  Empty: none.
  std::string disk_cache = {};
  std::uint64_t disk_cache_size = std::uint64_t{50} << 30;  // Bytes.

  // For s3:// only.
  std::string endpoint = {};  // URL of another store than AWS.
  std::string region = {};    // Empty: from the environment or the store.
  std::string profile = {};   // Section of ~/.aws/credentials and config.
  bool anonymous = false;     // Do not look for credentials.
  bool requester_pays = false;
};

}  // namespace mtscomp
