// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The addresses of a bucket's objects on the web.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/http/url/url.h"

namespace mtscomp {

class S3Endpoint {
 public:
  // `endpoint` is the URL of another store than AWS, such as MinIO and Ceph.
  // Its buckets are in the path.  With AWS, the bucket is in the host, if
  // certificates allow that.  `aws_scheme` is "http" only in tests.
  S3Endpoint(std::string bucket, std::optional<Url> endpoint,
             std::string aws_scheme = "https");

  // Returns the URL of an object in the region us-east-1.  The empty key is the
  // bucket itself.
  Url url_of(std::string_view key) const;

  // Replaces the host of a URL by that of the region.  Another store than AWS
  // has one host.
  // Requires: is_region(region).
  void move_to(const std::string& region, Url& url) const;

 private:
  std::string host_in(std::string_view region) const;

  const std::string bucket_;
  const std::optional<Url> endpoint_;
  const std::string aws_scheme_;
  // Whether the path begins with the bucket.
  const bool has_path_style_;
};

}  // namespace mtscomp
