// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_endpoint.h"

#include <fmt/format.h>

#include <utility>

#include "source/http/url/percent_encoding.h"
#include "source/http/url/url_parts.h"
#include "source/s3/s3_address.h"

namespace mtscomp {
namespace {

constexpr std::string_view kFirstRegion = "us-east-1";

// https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
std::string_view domain_of(std::string_view region) {
  return region.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

}  // namespace

S3Endpoint::S3Endpoint(std::string bucket, std::optional<Url> endpoint,
                       std::string aws_scheme)
    : bucket_(std::move(bucket)),
      endpoint_(std::move(endpoint)),
      aws_scheme_(std::move(aws_scheme)),
      has_path_style_(endpoint_ || !is_host_label(bucket_)) {}

Url S3Endpoint::url_of(std::string_view key) const {
  Url url = endpoint_.value_or(Url{.scheme = aws_scheme_,
                                   .host = host_in(kFirstRegion),
                                   .port = *default_port_of(aws_scheme_)});
  if (url.path.ends_with('/')) {
    url.path.pop_back();
  }
  if (has_path_style_) {
    url.path += '/' + percent_encode(bucket_);
  }
  if (!key.empty() || !has_path_style_) {
    url.path += '/' + percent_encode_path(key);
  }
  return url;
}

void S3Endpoint::move_to(const std::string& region, Url& url) const {
  if (!endpoint_) {
    url.host = host_in(region);
  }
}

std::string S3Endpoint::host_in(std::string_view region) const {
  return fmt::format("{}{}s3.{}.{}", has_path_style_ ? "" : bucket_,
                     has_path_style_ ? "" : ".", region, domain_of(region));
}

}  // namespace mtscomp
