// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// An archive in a bucket of S3, or of a store with the same interface.
// Directories are the common prefixes of keys.  Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "source/http/client/http_client.h"
#include "source/http/remote_store.h"
#include "source/s3/list_objects.h"
#include "source/s3/s3_access.h"
#include "source/s3/s3_address.h"
#include "source/s3/s3_authority.h"
#include "source/s3/s3_endpoint.h"

namespace mtscomp {

class S3Store : public RemoteStore {
 public:
  // Sends no request.  The netrc file of the options is not used.
  // `aws_scheme`: see S3Endpoint.
  // Throws: see HttpClient.
  S3Store(const S3Address& address, const S3Access& access,
          HttpClientOptions options, const std::string& aws_scheme = "https");

  const std::string& name() const override { return name_; }
  RemoteListing list(const std::string& directory,
                     const std::stop_token& stop) const override;
  RemoteVersion version(const std::string& file,
                        const std::stop_token& stop) const override;
  RemoteVersion read(const std::string& file, std::uint64_t offset,
                     std::span<std::byte> bytes,
                     const std::optional<RemoteVersion>& pinned,
                     const std::stop_token& stop) const override;
  HttpCounters counters() const override { return client_.counters(); }

 private:
  // Returns the key of a file, or of a directory without the slash at its end.
  std::string key_of(const std::string& path) const;
  Url url_of(const std::string& file) const;
  S3Page read_page(const std::string& prefix,
                   const std::optional<std::string>& token,
                   const std::stop_token& stop) const;
  [[noreturn]] void fail_without_keys(const std::string& directory,
                                      const std::stop_token& stop) const;

  const std::string root_;  // Key of the archive, without '/' at its end.
  const std::string name_;
  const S3Endpoint endpoint_;
  mutable S3Authority authority_;
  mutable HttpClient client_;
};

}  // namespace mtscomp
