// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "source/local/local_status.h"

#include <fcntl.h>

#include "base/files/file_io.h"
#include "base/files/permissions/posix_acl.h"

namespace mtscomp {

struct stat local_status(const LocalRoot& root, const std::string& path) {
  if (path.empty()) {
    return local_status(root, *root.descriptor(), root.path());
  }
  const FileDescriptor file =
      root.open(path, O_PATH | O_NOFOLLOW, Symlinks::kFollowInside);
  return local_status(root, file, path);
}

struct stat local_status(const LocalRoot& root, const FileDescriptor& file,
                         const std::string& path) {
  struct stat status = file_status(file, path);
  if (root.respects_acls() && !S_ISLNK(status.st_mode)) {
    status.st_mode = mode_within_acl_of(file, status.st_mode);
  }
  return status;
}

}  // namespace mtscomp
