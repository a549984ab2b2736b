// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <system_error>

#include "base/directories/open_beneath.h"
#include "base/files/file_io.h"
#include "mtscomp/base/error.h"
#include "source/local/local_directory.h"
#include "source/local/local_file.h"
#include "source/local/local_status.h"

namespace mtscomp {
namespace {

void require_regular(const FileDescriptor& file, const std::string& path) {
  if (!S_ISREG(file_status(file, path).st_mode)) {
    throw_system_error(EINVAL, path + ": not a regular file");
  }
}

FileDescriptor open_regular(const LocalRoot& root, const std::string& path) {
  // The type is checked first, since opening a device may have side effects.
  const FileDescriptor found = root.open_member(path, O_PATH);
  require_regular(found, path);
  try {
    return reopen(found, O_RDONLY);
  } catch (const std::system_error& error) {
    if (error.code().value() != ENOENT) {
      throw;
    }
  }
  // Without /proc, the file is opened again by its name, which may belong to
  // another file now.  O_NONBLOCK avoids waiting for the writer of a FIFO.
  FileDescriptor file =
      root.open_member(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  require_regular(file, path);
  return file;
}

FileDescriptor open_path(const LocalRoot& root, const std::string& path) {
  return root.open(path, O_PATH | O_NOFOLLOW, Symlinks::kFollowInside);
}

}  // namespace

std::unique_ptr<const SourceDirectory> LocalSource::open_directory(
    const std::string& path) const {
  return std::make_unique<const LocalDirectory>(root_, path);
}

SourceFilePtr LocalSource::open_file(const std::string& path) const {
  return std::make_shared<const LocalFile>(open_regular(root_, path));
}

struct stat LocalSource::status(const std::string& path) const {
  return local_status(root_, path);
}

struct stat LocalSource::open_file_status(const SourceFile& file,
                                          const std::string& path) const {
  return local_status(root_, *file.descriptor(), path);
}

std::string LocalSource::read_link(const std::string& path) const {
  const FileDescriptor link = open_path(root_, path);
  std::string target(PATH_MAX, '\0');
  const ssize_t size =
      ::readlinkat(link.get(), "", target.data(), target.size());
  if (size < 0) {
    throw_errno(path + ": cannot read the link");
  }
  target.resize(static_cast<std::size_t>(size));
  return target;
}

void LocalSource::check_access(const std::string& path, int mode) const {
  const FileDescriptor file = open_path(root_, path);
  // Kernels before 5.8 reject the flag with EINVAL; open() checks access then.
  if (::faccessat(file.get(), "", mode, AT_EMPTY_PATH) != 0 &&
      errno != EINVAL) {
    throw_errno(path + ": cannot access");
  }
}

struct statvfs LocalSource::usage() const {
  struct statvfs usage = {};
  if (::fstatvfs(root_.descriptor()->get(), &usage) != 0) {
    throw_errno("statfs");
  }
  return usage;
}

}  // namespace mtscomp
