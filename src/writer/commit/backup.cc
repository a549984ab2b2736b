// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "writer/commit/backup.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <optional>
#include <system_error>

#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

[[noreturn]] void throw_taken(const FileLocation& file) {
  throw BusyError(
      file.path() +
      ": another process replaced or removed it; the new pair was discarded");
}

}  // namespace

// The ctime is not compared, because renaming changes it.
bool is_same_file(const std::optional<struct stat>& a,
                  const std::optional<struct stat>& b) {
  if (!a || !b) {
    return !a && !b;
  }
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
         a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

void require_same(const FileLocation& file, const struct stat& expected) {
  if (!is_same_file(file.directory().status(file.name()), expected)) {
    throw_taken(file);
  }
}

Backup::Backup(const FileLocation& file, const std::string& suffix,
               const struct stat& expected)
    : file_(file), aside_(file.sibling(partial_name_of(file.name(), suffix))) {
  require_same(file_, expected);
  try {
    rename_file(file_, aside_);
  } catch (const std::system_error& error) {
    if (error.code().value() == ENOENT) {
      throw_taken(file_);
    }
    throw;
  }
  is_aside_ = true;
  try {
    // Another process may have replaced the file just before it was renamed.
    require_same(aside_, expected);
  } catch (...) {
    restore();
    throw;
  }
}

Backup::~Backup() { restore(); }

void Backup::restore() noexcept {
  if (!is_aside_) {
    return;
  }
  try {
    if (!rename_without_replacing(aside_, file_)) {
      spdlog::error(
          "{0}: cannot restore the backup {1}: {0} is in the way; rename {0} "
          "or the backup",
          file_.path(), aside_.path());
    }
  } catch (const std::exception& error) {
    spdlog::error("{}: cannot restore the backup {}: {}", file_.path(),
                  aside_.path(), error.what());
  }
  is_aside_ = false;
}

// Retries, because the error may be transient, and only this call can restore
// the file now.
void Backup::restore_over(const OutputFile& published) noexcept {
  constexpr int kAttempts = 3;
  for (int i = 0; is_aside_ && i < kAttempts; ++i) {
    try {
      if (published.is_in_place()) {
        rename_file(aside_, file_);
        is_aside_ = false;
      } else {
        return;
      }
    } catch (const std::system_error& error) {
      spdlog::error("{}", error.what());
    }
  }
}

void Backup::leave() noexcept {
  if (is_aside_) {
    spdlog::error(
        "{}: not restored, because its data file is missing or was replaced; "
        "the backup is {}",
        file_.path(), aside_.path());
  }
  is_aside_ = false;
}

void Backup::discard() noexcept {
  if (is_aside_) {
    ::unlinkat(aside_.directory().get(), aside_.name().c_str(), 0);
  }
  is_aside_ = false;
}

}  // namespace mtscomp
