// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Finds and reads the manifest of an archive on a web server.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "source/http/client/http_client.h"
#include "source/http/listing/manifest.h"
#include "source/http/url/url.h"

namespace mtscomp {

inline constexpr std::string_view kManifestName = ".mtscompfs-manifest.json";

using ManifestPtr = std::shared_ptr<const Manifest>;

// Reads the manifest at `place`, which is an address or the path of a local
// file.
// Throws: FormatError; std::system_error; UsageError if the address is wrong.
ManifestPtr read_manifest(HttpClient& client, const std::string& place,
                          const std::stop_token& stop);

// Reads the manifest kManifestName in the directory `root`.  Returns null if
// the server does not have it.
// Throws: FormatError if the file is not a manifest; std::system_error.
ManifestPtr find_manifest(HttpClient& client, const Url& root,
                          const std::stop_token& stop);

}  // namespace mtscomp
