// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/address/open_source.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/client/netrc.h"
#include "source/http/remote_source.h"
#include "source/http/url/url.h"
#include "source/http/web_store.h"
#include "source/s3/credentials/aws_environment.h"
#include "source/s3/s3_access.h"
#include "source/s3/s3_address.h"
#include "source/s3/s3_store.h"

namespace mtscomp {
namespace {

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::duration<double>(seconds));
}

// Passwords are where curl(1) and ftp(1) find them.  Most archives need none,
// so a file that other users can read is ignored.
std::string find_netrc() {
  if (const char* const place = std::getenv("NETRC")) {
    return place;
  }
  const char* const home = std::getenv("HOME");
  std::string place = home == nullptr ? "" : std::string(home) + "/.netrc";
  if (::access(place.c_str(), F_OK) != 0) {
    return "";
  }
  try {
    check_netrc(place);
    return place;
  } catch (const UsageError& error) {
    spdlog::warn("passwords are not used: {}", error.what());
    return "";
  }
}

VersionBasis version_basis(const RemoteOptions& options) {
  return options.ignores_etags ? VersionBasis::kModified : VersionBasis::kEtag;
}

HttpClientOptions client_options(const RemoteOptions& options) {
  return {.n_connections = options.n_connections,
          .retry = {.budget = milliseconds(options.timeout)},
          .ca_file = options.ca_file,
          .version_basis = version_basis(options)};
}

// The address of a manifest is checked; a path becomes absolute, because
// daemons change their directory.
std::string manifest_place(const std::string& manifest) {
  if (manifest.empty() || is_address(manifest)) {
    return manifest.empty() ? "" : to_string(parse_url(manifest));
  }
  return std::filesystem::absolute(manifest);
}

std::unique_ptr<RemoteStore> make_store(const std::string& address,
                                        const RemoteOptions& options) {
  HttpClientOptions client = client_options(options);
  if (is_s3_address(address)) {
    if (!options.manifest.empty()) {
      throw UsageError(address +
                       ": S3 lists its objects, so omit the manifest");
    }
    return std::make_unique<S3Store>(
        parse_s3_address(address),
        find_s3_access(options, read_aws_environment()), client);
  }
  client.netrc_file = find_netrc();
  return std::make_unique<WebStore>(parse_url(address),
                                    manifest_place(options.manifest), client);
}

std::unique_ptr<DiskCache> make_disk_cache(const RemoteOptions& options) {
  if (options.disk_cache.empty()) {
    return nullptr;
  }
  return std::make_unique<DiskCache>(DiskCacheOptions{
      .directory = options.disk_cache, .max_size = options.disk_cache_size});
}

}  // namespace

std::unique_ptr<Source> open_source(const std::string& address,
                                    const RemoteOptions& options) {
  std::unique_ptr<RemoteStore> store = make_store(address, options);
  return std::make_unique<RemoteSource>(
      std::move(store),
      RemoteSourceOptions{
          .n_connections = options.n_connections,
          .listing_timeout = milliseconds(options.listing_timeout),
          .version_basis = version_basis(options)},
      make_disk_cache(options));
}

}  // namespace mtscomp
