// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive on a web server: nginx, Apache, rclone and others.  Names come
// from the server's listings or from a manifest, so all requests are for files
// and directories below the archive's URL.  Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "mtscomp/base/mutex.h"
#include "source/http/client/http_client.h"
#include "source/http/client/request_authority.h"
#include "source/http/manifest_file.h"
#include "source/http/remote_store.h"
#include "source/http/url/url.h"

namespace mtscomp {

class WebStore : public RemoteStore {
 public:
  // Sends no request.  `manifest` is a path or an address; if it is empty, a
  // manifest in the archive itself is used if there is one (manifest_file.h).
  // The first call of list() reads it.
  // Requires: `url` must have no query.
  // Throws: see HttpClient.
  WebStore(Url url, std::string manifest, const HttpClientOptions& options);

  const std::string& name() const override { return name_; }
  RemoteListing list(const std::string& directory,
                     const std::stop_token& stop) const override;
  // Sends HEAD.  Reads one byte if the answer lacks the size, or if the server
  // refuses HEAD.
  RemoteVersion version(const std::string& file,
                        const std::stop_token& stop) const override;
  RemoteVersion read(const std::string& file, std::uint64_t offset,
                     std::span<std::byte> bytes,
                     const std::optional<RemoteVersion>& pinned,
                     const RequestLimits& limits) const override;
  HttpCounters counters() const override { return client_.counters(); }
  // Reads the manifest again at the next call of list().  If this fails, the
  // old one stays.
  void forget() const noexcept override;

 private:
  ManifestPtr manifest(const std::stop_token& stop) const;
  ManifestPtr load_manifest(const std::stop_token& stop) const;
  Url url_of(const std::string& file) const { return url_below(root_, file); }

  const Url root_;  // The path ends in '/'.
  const std::string name_;
  const std::string manifest_place_;
  PlainAuthority authority_;
  mutable HttpClient client_;
  mutable Mutex mutex_;
  mutable bool knows_manifest_ GUARDED_BY(mutex_) = false;
  mutable ManifestPtr manifest_ GUARDED_BY(mutex_);  // Null if there is none.
};

}  // namespace mtscomp
