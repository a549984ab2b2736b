// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Signs the requests of a source to its bucket, renews its credentials, and
// learns the bucket's region.  Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "mtscomp/base/mutex.h"
#include "source/http/client/request_authority.h"
#include "source/s3/credentials/credential_provider.h"
#include "source/s3/s3_access.h"
#include "source/s3/s3_endpoint.h"

namespace mtscomp {

class S3Authority : public RequestAuthority {
 public:
  S3Authority(S3Endpoint endpoint, S3Access access);

  // Chooses the host of the bucket's region, and signs.
  void prepare(HttpRequest& request) override;
  ServerError read_error(std::string_view body) const override;
  // Takes only the name of the region from an answer, never a host.
  bool repair(const HttpRequest& sent, const HttpAnswer& answer,
              std::string_view body) override;
  std::string advice() const override;

 private:
  std::string region() const;
  bool learn_region(const HttpRequest& sent, const std::string& region);
  bool refresh(const HttpRequest& sent);

  const S3Endpoint endpoint_;
  const bool is_requester_payer_;
  const bool is_anonymous_;
  CredentialProvider credentials_;
  mutable Mutex mutex_;
  std::string region_ GUARDED_BY(mutex_);
};

}  // namespace mtscomp
