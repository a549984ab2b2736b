// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/s3/object_listing.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "base/text/escape_control.h"
#include "base/text/parse_number.h"
#include "mtscomp/base/error.h"
#include "source/http/transfer/etag.h"
#include "source/http/transfer/http_date.h"

namespace mtscomp {

QueryParameters list_objects_query(std::string_view prefix,
                                   const std::optional<std::string>& token) {
  QueryParameters query = {{"delimiter", "/"},
                           {"encoding-type", "url"},
                           {"list-type", "2"},
                           {"prefix", std::string(prefix)}};
  if (token) {
    query.emplace_back("continuation-token", *token);
  }
  return query;
}

ObjectListing::ObjectListing(std::string name, std::string prefix)
    : name_(std::move(name)), prefix_(std::move(prefix)), builder_(name_) {}

void ObjectListing::add(const S3Page& page) {
  for (const S3Object& object : page.objects) {
    if (object.key != prefix_) {
      add_object(object);
    }
  }
  for (const std::string& common_prefix : page.common_prefixes) {
    std::string_view directory = name_below(common_prefix);
    if (directory.ends_with('/')) {
      directory.remove_suffix(1);
    }
    builder_.add({.name = std::string(directory), .is_directory = true});
  }
  check_progress(page);
}

std::string_view ObjectListing::name_below(std::string_view key) const {
  if (!key.starts_with(prefix_)) {
    constexpr std::size_t kShown = 60;
    throw FormatError(fmt::format(
        "{}: the server lists the key \"{}\", which does not begin with \"{}\"",
        name_, escape_control(key.substr(0, kShown)), escape_control(prefix_)));
  }
  return key.substr(prefix_.size());
}

void ObjectListing::add_object(const S3Object& object) {
  const std::string_view name = name_below(object.key);
  const auto size = parse_number<std::uint64_t>(object.size);
  if (!size) {
    throw FormatError(fmt::format("{}: the size of {} is not a number: \"{}\"",
                                  name_, escape_control(name),
                                  escape_control(object.size)));
  }
  RemoteEntry entry = {.name = std::string(name), .size = *size};
  entry.modified = parse_iso_date(object.last_modified);
  // Servers that write no quotes here write them in the header ETag.
  if (object.etag.starts_with('"')) {
    entry.etag = parse_strong_etag(object.etag).value_or("");
  }
  builder_.add(std::move(entry));
}

// A page can be empty although it is not the last one.
void ObjectListing::check_progress(const S3Page& page) {
  constexpr std::size_t kMaxEmptyPages = 1000;
  ++n_pages_;
  if (page.next_token && (page.next_token == last_token_ ||
                          n_pages_ > kMaxEmptyPages + builder_.n_names())) {
    throw FormatError(
        fmt::format("{}: the listing does not end: {} pages with {} names",
                    name_, n_pages_, builder_.n_names()));
  }
  last_token_ = page.next_token;
}

}  // namespace mtscomp
