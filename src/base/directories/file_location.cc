// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_location.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/files/file_io.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr int kReading = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

[[noreturn]] void throw_rename(const FileLocation& from,
                               const FileLocation& to) {
  throw_errno(fmt::format("{}: cannot rename to {}", from.path(), to.path()));
}

int rename_at(const FileLocation& from, const FileLocation& to,
              unsigned flags) {
  return ::renameat2(from.directory().get(), from.name().c_str(),
                     to.directory().get(), to.name().c_str(), flags);
}

int link_at(const FileLocation& from, const FileLocation& to) {
  return ::linkat(from.directory().get(), from.name().c_str(),
                  to.directory().get(), to.name().c_str(), 0);
}

// On an error, the message names the file that the user gave, not its
// directory.
Directory open_directory_of(const std::string& path) {
  try {
    return Directory::open(std::filesystem::path(path).parent_path().string());
  } catch (const std::system_error& error) {
    throw_system_error(error.code().value(), path + ": cannot open");
  }
}

}  // namespace

FileLocation::FileLocation(const std::string& path)
    : directory_(open_directory_of(path)),
      name_(std::filesystem::path(path).filename().string()),
      last_(LastSymlink::kFollow) {}

FileLocation::FileLocation(const char* path)
    : FileLocation(std::string(path)) {}

FileLocation::FileLocation(Directory directory, std::string name,
                           LastSymlink last)
    : directory_(std::move(directory)), name_(std::move(name)), last_(last) {}

FileLocation FileLocation::sibling(std::string name) const {
  return {directory_, std::move(name)};
}

FileLocation FileLocation::neighbour(std::string name) const {
  return {directory_, std::move(name), last_};
}

FileDescriptor FileLocation::open_for_reading() const {
  if (last_ == LastSymlink::kRefuse) {
    return directory_.open_file(name_, O_RDONLY);
  }
  FileDescriptor file(::openat(directory_.get(), name_.c_str(), kReading));
  if (!file.is_open()) {
    throw_errno(path() + ": cannot open");
  }
  return file;
}

std::optional<struct stat> FileLocation::status() const {
  if (last_ == LastSymlink::kRefuse) {
    return directory_.status(name_);
  }
  struct stat status = {};
  if (::fstatat(directory_.get(), name_.c_str(), &status, 0) == 0) {
    return status;
  }
  if (!is_absent(errno)) {
    throw_errno(path() + ": cannot read its size");
  }
  return std::nullopt;
}

bool FileLocation::is_there() const {
  return directory_.status(name_).has_value();
}

void FileLocation::remove() const {
  if (::unlinkat(directory_.get(), name_.c_str(), 0) != 0 && errno != ENOENT) {
    throw_errno(path() + ": cannot remove");
  }
}

bool is_there(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0) {
    return true;
  }
  if (!is_absent(errno)) {
    throw_errno(path + ": cannot read its size");
  }
  return false;
}

void rename_file(const FileLocation& from, const FileLocation& to) {
  if (rename_at(from, to, 0) != 0) {
    throw_rename(from, to);
  }
}

// Some network file systems lack RENAME_NOREPLACE.  Creating a hard link does
// not replace a file either.
bool rename_without_replacing(const FileLocation& from,
                              const FileLocation& to) {
  if (rename_at(from, to, RENAME_NOREPLACE) == 0) {
    return true;
  }
  if (is_unsupported(errno)) {
    if (link_at(from, to) == 0) {
      // If this fails, the file has both names until its writer ends.
      ::unlinkat(from.directory().get(), from.name().c_str(), 0);
      return true;
    }
    if (is_unsupported(errno)) {
      if (to.is_there()) {
        return false;
      }
      rename_file(from, to);
      return true;
    }
  }
  if (errno != EEXIST) {
    throw_rename(from, to);
  }
  return false;
}

}  // namespace mtscomp
