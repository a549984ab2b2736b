// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: a listing of nginx in JSON, and a manifest of rclone.  Each path of
// the manifest is found, and each directory is listed in the one above it.
#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/remote_listing_check.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/json_listing.h"
#include "source/http/listing/manifest.h"

namespace mtscomp {
namespace {

void check_json_listing(std::string_view text) {
  try {
    require_right(parse_json_listing(text, "x"));
  } catch (const FormatError&) {
  }
}

void check_directory(const Manifest& manifest, const std::string& path) {
  const std::optional<RemoteListing> listing = manifest.list(path);
  require(listing.has_value(), "a directory that cannot be listed");
  require_right(*listing);
  require(path.empty() || !listing->entries.empty(), "an empty directory");
  for (const RemoteEntry& entry : listing->entries) {
    const std::string below =
        path.empty() ? entry.name : path + '/' + entry.name;
    require(manifest.find(below) == entry, "an entry that is not found");
    if (entry.is_directory) {
      check_directory(manifest, below);
    } else {
      require(!manifest.list(below), "a file that is a directory");
    }
  }
}

void check_manifest(std::string_view text) {
  try {
    const Manifest manifest(text, "x");
    check_directory(manifest, "");
  } catch (const FormatError&) {
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  check_json_listing(as_text(data, size));
  check_manifest(as_text(data, size));
  return 0;
}
