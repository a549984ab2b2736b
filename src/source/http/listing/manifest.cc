// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/http/listing/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <utility>

#include "base/text/escape_control.h"
#include "mtscomp/base/error.h"
#include "source/http/listing/json_entry.h"
#include "source/http/listing/listing_builder.h"
#include "source/http/listing/remote_name.h"

namespace mtscomp {
namespace {

// The reason why a part of the path cannot be a name; empty if all can.
std::string_view problem_of_path(std::string_view path) {
  static_assert(PATH_MAX == 4096);
  if (path.size() >= PATH_MAX) {
    return "the path is longer than 4095 bytes";
  }
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view problem = problem_of_name(path.substr(0, slash));
    if (!problem.empty() || slash == std::string_view::npos) {
      return problem;
    }
    path.remove_prefix(slash + 1);
  }
}

std::optional<std::uint64_t> read_size(const JsonMembers& members) {
  const std::int64_t size = members.integer("Size");
  return size < 0 ? std::nullopt
                  : std::optional(static_cast<std::uint64_t>(size));
}

std::optional<HttpTime> read_time(const JsonMembers& members) {
  return members.has_value("ModTime")
             ? parse_iso_date(members.string("ModTime"))
             : std::nullopt;
}

bool is_directory(const JsonMembers& members) {
  return members.has_value("IsDir") && members.boolean("IsDir");
}

// The paths below a directory begin with this text.
std::string prefix_of(std::string_view directory) {
  return directory.empty() ? "" : std::string(directory) + '/';
}

}  // namespace

Manifest::Manifest(std::string_view text, std::string_view name) {
  check_listing_size(text, name);
  for_each_json_entry(text, name, [this, name](const JsonMembers& members) {
    if (!is_directory(members)) {
      add({.path = members.string("Path"),
           .size = read_size(members),
           .modified = read_time(members)},
          name);
    }
  });
  std::stable_sort(
      files_.begin(), files_.end(),
      [](const File& a, const File& b) { return a.path < b.path; });
  files_.erase(std::unique(files_.begin(), files_.end(),
                           [](const File& a, const File& b) {
                             return a.path == b.path;
                           }),
               files_.end());
}

void Manifest::add(File file, std::string_view name) {
  const std::string_view problem = problem_of_path(file.path);
  if (!problem.empty()) {
    constexpr std::size_t kShown = 60;
    if (n_refused_++ == 0) {
      first_refused_ = fmt::format(
          "\"{}\": {}", escape_control(file.path.substr(0, kShown)), problem);
    }
    return;
  }
  if (files_.size() == kMaxListedNames) {
    throw UnsupportedError(fmt::format(
        "{}: the manifest has more than {} files; list fewer files, for "
        "example with rclone's option --include",
        name, kMaxListedNames));
  }
  files_.push_back(std::move(file));
}

Manifest::Files::const_iterator Manifest::lower_bound(
    std::string_view path) const {
  return std::lower_bound(files_.begin(), files_.end(), path,
                          [](const File& file, std::string_view wanted) {
                            return file.path < wanted;
                          });
}

std::optional<RemoteListing> Manifest::list(std::string_view directory) const {
  const std::string prefix = prefix_of(directory);
  ListingBuilder builder("manifest");
  auto file = lower_bound(prefix);
  if (!directory.empty() &&
      (file == files_.end() || !file->path.starts_with(prefix))) {
    return std::nullopt;
  }
  while (file != files_.end() && file->path.starts_with(prefix)) {
    const std::string_view rest =
        std::string_view(file->path).substr(prefix.size());
    const std::size_t slash = rest.find('/');
    const std::string name(rest.substr(0, slash));
    if (slash == std::string_view::npos) {
      builder.add({name, false, file->size, file->modified});
      ++file;
    } else {
      builder.add({name, true});
      // All paths below it come before this one.
      constexpr char kAfterSlash = '/' + 1;
      file = lower_bound(prefix + name + kAfterSlash);
    }
  }
  RemoteListing listing = builder.finish();
  listing.has_exact_times = false;
  return listing;
}

std::optional<RemoteEntry> Manifest::find(std::string_view path) const {
  const std::string name(path.substr(path.rfind('/') + 1));
  const std::string prefix = prefix_of(path);
  const auto below = lower_bound(prefix);
  if (path.empty() ||
      (below != files_.end() && below->path.starts_with(prefix))) {
    return RemoteEntry{name, true};
  }
  const auto file = lower_bound(path);
  if (file == files_.end() || file->path != path) {
    return std::nullopt;
  }
  return RemoteEntry{name, false, file->size, file->modified};
}

}  // namespace mtscomp
