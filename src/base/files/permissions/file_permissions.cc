// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/file_permissions.h"

#include <fmt/format.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/files/file_io.h"
#include "base/files/permissions/permission_classes.h"
#include "base/files/permissions/posix_acl.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = S_IRWXU | S_IRWXG | S_IRWXO;
constexpr const char* kAcl = XATTR_NAME_POSIX_ACL_ACCESS;

// `get_acl` is lgetxattr(2) with the file and the name of the attribute filled
// in.
template <typename Get>
FilePermissions make_permissions(const struct stat& status, Get get_acl) {
  constexpr std::size_t kMost = 65536;  // XATTR_SIZE_MAX
  std::vector<std::byte> acl(kMost);
  const ssize_t size = get_acl(acl.data(), acl.size());
  const bool is_unknown = size < 0 && errno != ENODATA && errno != EOPNOTSUPP;
  acl.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  // With an ACL, the group bits of the mode are the ACL's mask, not the rights
  // of the group.
  const mode_t allowed = is_unknown ? S_IRWXU : kPermissions;
  return {.user = status.st_uid,
          .group = status.st_gid,
          .mode = status.st_mode & allowed,
          .acl = std::move(acl)};
}

bool has_same_acl(const FilePermissions& a, const FilePermissions& b) {
  return !a.acl.empty() && a.acl == b.acl && a.user == b.user &&
         a.group == b.group;
}

struct stat status_without_acl(const FilePermissions& permissions) {
  struct stat status = {};
  status.st_uid = permissions.user;
  status.st_gid = permissions.group;
  status.st_mode = permissions.acl.empty()
                       ? permissions.mode
                       : mode_within_acl(permissions.mode, permissions.acl);
  return status;
}

// Nothing if `other` does not let the owner of `file` read.
std::optional<FilePermissions> reduce(const FilePermissions& file,
                                      const FilePermissions& other) {
  struct stat status = status_without_acl(file);
  status.st_mode |= S_IRUSR;
  const mode_t mode = mode_within(status, status_without_acl(other), S_IROTH);
  return (mode & S_IRUSR) == 0
             ? std::nullopt
             : std::optional<FilePermissions>(
                   {.user = file.user, .group = file.group, .mode = mode});
}

// Sets owner and group.  Returns whether the file now has the group.
bool give_owner(const FileDescriptor& file, const FilePermissions& permissions,
                const std::string& name) {
  constexpr auto kSameUser = static_cast<uid_t>(-1);
  const struct stat own = file_status(file, name);
  if (own.st_uid != permissions.user &&
      ::fchown(file.get(), permissions.user, permissions.group) == 0) {
    return true;
  }
  return own.st_gid == permissions.group ||
         ::fchown(file.get(), kSameUser, permissions.group) == 0;
}

// If the group cannot be set, members of the intended group count as others.
// Group and others get only the rights that both had.
mode_t without_group(mode_t mode) {
  constexpr unsigned kGroupShift = 3;
  const mode_t both = (mode >> kGroupShift) & mode & S_IRWXO;
  return (mode & S_IRWXU) | both << kGroupShift | both;
}

// Sets or removes the ACL.  A new file can have one from its directory.
// Returns whether the file now has exactly this ACL.
bool give_acl(const FileDescriptor& file, const std::vector<std::byte>& acl) {
  if (!acl.empty()) {
    return ::fsetxattr(file.get(), kAcl, acl.data(), acl.size(), 0) == 0;
  }
  return ::fgetxattr(file.get(), kAcl, nullptr, 0) < 0 ||
         ::fremovexattr(file.get(), kAcl) == 0;
}

}  // namespace

// Opening the file would need permission to read it.  Attributes can be read
// without opening it, but only by a path.
std::optional<FilePermissions> permissions_of(const FileLocation& location) {
  const std::optional<struct stat> status =
      location.directory().status(location.name());
  if (!status || !S_ISREG(status->st_mode)) {
    return std::nullopt;
  }
  const std::string path = fmt::format(
      "/proc/self/fd/{}/{}", location.directory().get(), location.name());
  return make_permissions(*status, [&](void* acl, std::size_t size) {
    return ::lgetxattr(path.c_str(), kAcl, acl, size);
  });
}

FilePermissions permissions_of(const FileDescriptor& file,
                               const std::string& name) {
  return make_permissions(file_status(file, name),
                          [&](void* acl, std::size_t size) {
                            return ::fgetxattr(file.get(), kAcl, acl, size);
                          });
}

FilePermissions permissions_within(const FilePermissions& file,
                                   const FilePermissions& other) {
  if (has_same_acl(file, other)) {
    return file;
  }
  if (const auto reduced = reduce(file, other)) {
    return *reduced;
  }
  // The other way round: the rights of `other`, within those of `file`.
  // NOLINTNEXTLINE(readability-suspicious-call-argument): swapped on purpose.
  return reduce(other, file)
      .value_or(FilePermissions{.user = ::geteuid(),
                                .group = ::getegid(),
                                .mode = S_IRUSR | S_IWUSR});
}

void give_permissions(const FileDescriptor& file,
                      const FilePermissions& permissions,
                      const std::string& name) {
  const bool has_group = give_owner(file, permissions, name);
  mode_t mode = has_group ? permissions.mode : without_group(permissions.mode);
  // An ACL states the rights of its own group, so it must not be set with
  // another group.
  const bool may_have_acl = has_group || permissions.acl.empty();
  if (!may_have_acl || !give_acl(file, permissions.acl)) {
    mode &= S_IRWXU;
  }
  set_mode(file, mode, name);
}

void set_mode(const FileDescriptor& file, mode_t mode,
              const std::string& name) {
  // CIFS without Unix extensions returns EACCES.
  if (::fchmod(file.get(), mode) != 0 && !is_unsupported(errno) &&
      errno != EACCES) {
    throw_errno(name + ": cannot set its permissions");
  }
}

}  // namespace mtscomp
