// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/directories/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string_view>

#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

int try_openat2(int root, const std::string& path, int flags,
                Symlinks symlinks) {
  open_how how = {};
  how.flags = static_cast<unsigned>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  if (symlinks == Symlinks::kRefuse) {
    how.resolve |= RESOLVE_NO_SYMLINKS;
  }
  return static_cast<int>(
      ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof(how)));
}

// The kernel allows O_NOATIME only to the owner of a file (EPERM).  Other users
// open it without this flag.
template <typename Open>
int open_without_atime(int flags, Open open) {
  if ((flags & O_PATH) != 0) {
    return open(flags);
  }
  const int fd = open(flags | O_NOATIME);
  return fd < 0 && errno == EPERM ? open(flags) : fd;
}

FileDescriptor open_component(const FileDescriptor& directory,
                              const std::string& name, int flags) {
  if (name == "..") {
    throw_system_error(EXDEV, name + ": cannot open");
  }
  FileDescriptor file(open_without_atime(flags | O_NOFOLLOW, [&](int with) {
    return ::openat(directory.get(), name.c_str(), with);
  }));
  if (!file.is_open()) {
    throw_errno(name + ": cannot open");
  }
  return file;
}

bool lacks_openat2(int error_number) {
  // Sandboxes that do not know the call return EPERM.
  return error_number == ENOSYS || error_number == EPERM;
}

}  // namespace

FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path,
                            int flags, Symlinks symlinks) {
  FileDescriptor file(open_without_atime(flags | O_CLOEXEC, [&](int with) {
    return try_openat2(root.get(), path, with, symlinks);
  }));
  if (file.is_open()) {
    return file;
  }
  if (lacks_openat2(errno)) {
    return open_by_walking(root, path, flags);
  }
  throw_errno(path + ": cannot open");
}

FileDescriptor reopen(const FileDescriptor& found, int flags) {
  const std::string path = "/proc/self/fd/" + std::to_string(found.get());
  FileDescriptor file(open_without_atime(
      flags | O_CLOEXEC, [&](int with) { return ::open(path.c_str(), with); }));
  if (!file.is_open()) {
    throw_errno(path + ": cannot open");
  }
  return file;
}

FileDescriptor open_by_walking(const FileDescriptor& root,
                               const std::string& path, int flags) {
  FileDescriptor directory(::fcntl(root.get(), F_DUPFD_CLOEXEC, 0));
  std::size_t begin = 0;
  std::size_t slash = path.find('/');
  while (slash != std::string::npos) {
    directory = open_component(directory, path.substr(begin, slash - begin),
                               O_PATH | O_DIRECTORY | O_CLOEXEC);
    begin = slash + 1;
    slash = path.find('/', begin);
  }
  return open_component(directory, path.substr(begin), flags | O_CLOEXEC);
}

}  // namespace mtscomp
