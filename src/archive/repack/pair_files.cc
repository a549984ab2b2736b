// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "archive/repack/pair_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

bool is_symlink(const FileLocation& file) {
  const std::optional<struct stat> status =
      file.directory().status(file.name());
  return status && S_ISLNK(status->st_mode);
}

}  // namespace

bool PairFiles::has_symlink() const {
  return is_symlink(cbin) || is_symlink(ch);
}

std::time_t PairFiles::modified() const {
  std::time_t latest = 0;
  for (const FileLocation* const file : {&cbin, &ch}) {
    if (const std::optional<struct stat> status = file->status()) {
      latest = std::max<std::time_t>(latest, status->st_mtime);
    }
  }
  return latest;
}

void PairFiles::refuse_long_names() const {
  for (const FileLocation* const file : {&cbin, &ch}) {
    if (file->name().size() > kMaxRestorable) {
      throw UsageError(fmt::format(
          "{}: names of more than {} bytes cannot be repacked in place, "
          "because they are too long for the names of backups; use "
          "--output-dir or a shorter name",
          file->path(), kMaxRestorable));
    }
  }
}

std::string PairFiles::describe_other_links() const {
  for (const FileLocation* const file : {&cbin, &ch}) {
    const std::optional<struct stat> status = file->status();
    if (status && status->st_nlink > 1) {
      const nlink_t n = status->st_nlink - 1;
      return fmt::format(
          "{}: {} other hard link{} the old file, which still uses disk space; "
          "link the new file there, too",
          file->path(), n, n == 1 ? " keeps" : "s keep");
    }
  }
  return "";
}

}  // namespace mtscomp
