// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/address/file_address.h"

#include <fmt/format.h>

#include <utility>

#include "mtscomp/base/error.h"
#include "source/http/listing/remote_name.h"
#include "source/http/url/percent_encoding.h"
#include "source/http/url/url.h"
#include "source/s3/s3_address.h"

namespace mtscomp {
namespace {

std::string address_of_bucket(const std::string& bucket,
                              std::string_view prefix) {
  return prefix.empty() ? fmt::format("s3://{}", bucket)
                        : fmt::format("s3://{}/{}", bucket, prefix);
}

FileAddress split_s3(const std::string& address) {
  const auto [bucket, key] = parse_s3_address(address);
  if (address.ends_with('/')) {
    return {.archive = address_of_bucket(bucket, key)};
  }
  const std::size_t slash = key.rfind('/');
  return slash == std::string::npos
             ? FileAddress{.archive = address_of_bucket(bucket, ""),
                           .name = key}
             : FileAddress{.archive = address_of_bucket(
                               bucket, std::string_view(key).substr(0, slash)),
                           .name = key.substr(slash + 1)};
}

FileAddress split_url_of_file(const std::string& address) {
  Url url = parse_url(address);
  const std::size_t start = url.path.rfind('/') + 1;
  const std::string name = *percent_decode(url.path.substr(start));
  if (const std::string_view problem = problem_of_name(name);
      !name.empty() && !problem.empty()) {
    throw UsageError(fmt::format("{}: the last part cannot be a name: {}",
                                 printable(url), problem));
  }
  url.path.resize(start);
  return {.archive = printable(url), .name = name};
}

}  // namespace

FileAddress split_address(const std::string& address) {
  return is_s3_address(address) ? split_s3(address)
                                : split_url_of_file(address);
}

std::string normal_address(const std::string& address) {
  if (is_s3_address(address)) {
    const auto [bucket, key] = parse_s3_address(address);
    return address_of_bucket(bucket, key);
  }
  std::string normal = printable(parse_url(address));
  while (normal.ends_with('/')) {
    normal.pop_back();
  }
  return normal;
}

std::string address_below(const std::string& archive, std::string_view path) {
  if (path.empty()) {
    return archive;
  }
  const std::string slash = archive.ends_with('/') ? "" : "/";
  return archive + slash +
         (is_s3_address(archive) ? std::string(path)
                                 : percent_encode_path(path));
}

}  // namespace mtscomp
