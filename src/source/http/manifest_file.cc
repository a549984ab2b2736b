// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/manifest_file.h"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "base/files/file_io.h"
#include "base/text/trim.h"

namespace mtscomp {
namespace {

ManifestPtr parse(std::string_view text, const std::string& name) {
  auto manifest = std::make_shared<const Manifest>(text, name);
  if (manifest->n_refused() > 0) {
    spdlog::warn("{}: {} paths are not shown; the first one is {}", name,
                 manifest->n_refused(), manifest->first_refused());
  }
  return manifest;
}

std::optional<std::string> fetch_if_there(HttpClient& client, const Url& url,
                                          const std::stop_token& stop) {
  try {
    return client.read_all(url, kMaxListingSize, stop).body;
  } catch (const std::system_error& error) {
    // Some servers refuse all names that begin with a dot.
    const int number = error.code().value();
    if (number != ENOENT && number != EACCES) {
      throw;
    }
    return std::nullopt;
  }
}

}  // namespace

ManifestPtr read_manifest(HttpClient& client, const std::string& place,
                          const std::stop_token& stop) {
  if (!is_address(place)) {
    return parse(read_text(open_for_reading(place), kMaxListingSize, place),
                 place);
  }
  const Url url = parse_url(place);
  return parse(client.read_all(url, kMaxListingSize, stop).body,
               printable(url));
}

ManifestPtr find_manifest(HttpClient& client, const Url& root,
                          const std::stop_token& stop) {
  const Url url = url_below(root, kManifestName);
  const std::optional<std::string> text = fetch_if_there(client, url, stop);
  // Some servers answer requests for missing files with a page.
  return text && trim(*text).starts_with('[') ? parse(*text, printable(url))
                                              : nullptr;
}

}  // namespace mtscomp
