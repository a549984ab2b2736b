// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/s3_store.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <variant>

#include "mtscomp/base/error.h"
#include "source/s3/object_listing.h"
#include "source/s3/sigv4.h"

namespace mtscomp {
namespace {

HttpClientOptions without_netrc(HttpClientOptions options) {
  options.netrc_file.clear();
  return options;
}

}  // namespace

S3Store::S3Store(const S3Address& address, const S3Access& access,
                 HttpClientOptions options, const std::string& aws_scheme)
    : root_(address.key),
      name_(fmt::format("s3://{}{}{}", address.bucket, root_.empty() ? "" : "/",
                        root_)),
      endpoint_(address.bucket, access.endpoint, aws_scheme),
      authority_(endpoint_, access),
      client_(without_netrc(std::move(options)), authority_) {}

std::string S3Store::key_of(const std::string& path) const {
  return root_.empty() || path.empty() ? root_ + path : root_ + '/' + path;
}

Url S3Store::url_of(const std::string& file) const {
  return endpoint_.url_of(key_of(file));
}

RemoteListing S3Store::list(const std::string& directory,
                            const std::stop_token& stop) const {
  const std::string key = key_of(directory);
  const std::string prefix = key.empty() ? "" : key + '/';
  ObjectListing listing(fmt::format("{}/{}", name_, directory), prefix);
  // A bucket can be empty.
  bool has_keys = prefix.empty();
  std::optional<std::string> token;
  do {
    const S3Page page = read_page(prefix, token, stop);
    has_keys |= !page.objects.empty() || !page.common_prefixes.empty();
    listing.add(page);
    token = page.next_token;
  } while (token);
  if (!has_keys) {
    fail_without_keys(directory, stop);
  }
  return listing.finish();
}

S3Page S3Store::read_page(const std::string& prefix,
                          const std::optional<std::string>& token,
                          const std::stop_token& stop) const {
  Url url = endpoint_.url_of("");
  url.query = canonical_query(list_objects_query(prefix, token));
  const HttpDocument document = client_.read_all(url, kMaxS3AnswerSize, stop);
  std::variant<S3Page, S3Error> page = parse_s3_page(document.body, name_);
  if (const auto* const error = std::get_if<S3Error>(&page)) {
    throw_system_error(
        EIO, fmt::format("{}: {}, {}", name_, error->code, error->message));
  }
  return std::get<S3Page>(std::move(page));
}

// S3 answers in the same way if the directory is a file, and if it does not
// exist.
void S3Store::fail_without_keys(const std::string& directory,
                                const std::stop_token& stop) const {
  const std::string place = fmt::format("{}/{}", name_, directory);
  try {
    client_.read_version(url_of(directory), stop);
  } catch (const std::system_error& error) {
    const int number = error.code().value();
    if (number == ENOENT || number == EACCES) {
      throw_system_error(ENOENT,
                         place + ": the bucket has no keys with this prefix");
    }
    throw;
  }
  throw_system_error(ENOTDIR, place);
}

RemoteVersion S3Store::version(const std::string& file,
                               const std::stop_token& stop) const {
  RemoteVersion version = client_.read_version(url_of(file), stop);
  if (!version.size) {
    throw_system_error(
        EIO, fmt::format("{}/{}: the server does not tell the object's size",
                         name_, file));
  }
  return version;
}

RemoteVersion S3Store::read(const std::string& file, std::uint64_t offset,
                            std::span<std::byte> bytes,
                            const std::optional<RemoteVersion>& pinned,
                            const std::stop_token& stop) const {
  return client_.read_range(url_of(file), offset, bytes, pinned, stop);
}

}  // namespace mtscomp
