// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/disk_cache/files/extent_scan.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "mtscomp/base/directory_walk.h"
#include "source/disk_cache/files/free_space.h"

namespace mtscomp {
namespace {

bool is_temporary(std::string_view name) {
  const std::optional<ExtentName> extent =
      parse_extent_name(name.substr(0, name.rfind('.')));
  return extent && temporary_name(*extent) == name;
}

class Scan {
 public:
  Scan(const CacheDirectory& directory, std::stop_token stop)
      : directory_(directory),
        usage_(directory.usage()),
        stop_(std::move(stop)) {}

  void add_shelf(unsigned number) {
    const std::optional<Directory> shelf = directory_.shelf(number);
    if (!shelf) {
      return;
    }
    for (const std::string& name : names_of(*shelf)) {
      if (stop_.stop_requested()) {
        return;
      }
      const std::optional<ExtentName> extent = parse_extent_name(name);
      if (extent && extent->bytes.front() == number) {
        add_file(*shelf, name, *extent);
      } else if (is_temporary(name)) {
        ::unlinkat(shelf->get(), name.c_str(), 0);
      }
    }
  }

  std::vector<FoundExtent> take() { return std::move(found_); }

 private:
  void add_file(const Directory& shelf, const std::string& name,
                const ExtentName& extent) {
    const std::optional<struct stat> status = shelf.status(name);
    if (status && S_ISREG(status->st_mode)) {
      found_.push_back({.name = extent,
                        .bytes = allocated_size(*status, usage_),
                        .modified = status->st_mtim.tv_sec});
    }
  }

  const CacheDirectory& directory_;
  const struct statvfs usage_;
  const std::stop_token stop_;
  std::vector<FoundExtent> found_;
};

}  // namespace

std::vector<FoundExtent> find_extents(const CacheDirectory& directory,
                                      const std::stop_token& stop) {
  Scan scan(directory, stop);
  for (unsigned number = 0; number < CacheDirectory::kNumShelves; ++number) {
    try {
      scan.add_shelf(number);
    } catch (const std::system_error& error) {
      spdlog::warn(
          "{}; the files in this directory of the disk cache do not "
          "count in its size",
          error.what());
    }
  }
  std::vector<FoundExtent> found = scan.take();
  std::sort(found.begin(), found.end(),
            [](const FoundExtent& left, const FoundExtent& right) {
              return left.modified > right.modified;
            });
  return found;
}

}  // namespace mtscomp
