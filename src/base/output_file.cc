// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "mtscomp/base/error.h"
#include "mtscomp/base/file_io.h"
#include "mtscomp/base/partial_name.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = 0777;

std::string directory_of(const std::string& path) {
  const std::filesystem::path parent =
      std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

// The lock is the writer's sign of life.
bool try_lock(const FileDescriptor& file) {
  return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

// Locked if its writer is gone; not open if he lives, or the file is not there.
FileDescriptor lock_abandoned(const std::string& path) {
  constexpr int kFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  // For writing: NFS locks no file exclusively that is only read.
  FileDescriptor file(::open(path.c_str(), O_RDWR | kFlags));
  if (!file.is_open() && errno == EACCES) {
    file = FileDescriptor(::open(path.c_str(), O_RDONLY | kFlags));
  }
  return file.is_open() && try_lock(file) ? std::move(file) : FileDescriptor();
}

// Whether another took the file for abandoned before its writer had locked it.
bool is_cleared_away(const FileDescriptor& file, const std::string& path) {
  return file_status(file, path).st_nlink == 0;
}

// Some network file systems do not know RENAME_NOREPLACE.  A hard link refuses
// to replace as well; where there are none either, only a look is left, and
// the moment between it and the rename.
int rename_without_replacing(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
    return 0;
  }
  if (!is_unsupported(errno)) {
    return -1;
  }
  if (::link(from, to) == 0) {
    ::unlink(from);  // Else it has two names until it is cleared away.
    return 0;
  }
  if (!is_unsupported(errno)) {
    return -1;
  }
  struct stat status = {};
  if (::lstat(to, &status) == 0) {
    errno = EEXIST;
    return -1;
  }
  return std::rename(from, to);
}

FileDescriptor create(const std::string& path, mode_t mode) {
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.is_open()) {
    throw_errno("create " + path);
  }
  return file;
}

// What umask and the directory's default ACL leave of 0666: an empty file tells
// it, and is gone before there is anything to read.
mode_t mode_of_new_file(const std::string& path) {
  constexpr mode_t kAll = 0666;
  const FileDescriptor file = create(path, kAll);
  if (::unlink(path.c_str()) != 0) {
    throw_errno("remove " + path);
  }
  return file_status(file, path).st_mode & kPermissions;
}

// What `path` leads to, through no link of /proc: /dev/stdout is not the file
// that it happens to go to.  Closed if that is nothing.  Throws:
// std::system_error.
FileDescriptor find_target(const std::string& path) {
  constexpr int kFlags = O_PATH | O_CLOEXEC;
  open_how how = {};
  how.flags = kFlags;
  how.resolve = RESOLVE_NO_MAGICLINKS;
  FileDescriptor file(static_cast<int>(
      ::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof(how))));
  // Sandboxes that do not know the call answer EPERM.
  if (!file.is_open() && (errno == ENOSYS || errno == EPERM)) {
    file = FileDescriptor(::open(path.c_str(), kFlags));
  }
  if (!file.is_open() && errno != ENOENT && errno != ENOTDIR &&
      errno != ELOOP) {
    throw_errno("open " + path);
  }
  return file;
}

bool leads_to_regular_file(const std::string& path) {
  const FileDescriptor target = find_target(path);
  return target.is_open() && S_ISREG(file_status(target, path).st_mode);
}

}  // namespace

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)),
      partial_path_(kept_path_of(path_, "")),
      mode_(mode_of_new_file(partial_path_)),
      file_(create(partial_path_, S_IRUSR | S_IWUSR)) {
  // Where files cannot be locked, none is ever abandoned.
  if ((!try_lock(file_) && errno == EWOULDBLOCK) ||
      is_cleared_away(file_, partial_path_)) {
    throw UsageError(
        fmt::format("{}: is being written by another process", path_));
  }
}

OutputFile::~OutputFile() {
  if (!is_published_) {
    ::unlink(partial_path_.c_str());
  }
}

void OutputFile::write(std::span<const std::byte> bytes) {
  write_all(file_.get(), bytes, partial_path_);
  // On its way to the disk at once: what piled up until sync() would go there
  // all at a time, and everybody else's reads would wait.  Only a hint.
  ::sync_file_range(file_.get(), static_cast<off_t>(size_),
                    static_cast<off_t>(bytes.size()), SYNC_FILE_RANGE_WRITE);
  size_ += bytes.size();
}

void OutputFile::sync() {
  if (::fsync(file_.get()) != 0) {
    throw_errno("sync " + partial_path_);
  }
}

void OutputFile::publish(Existing existing) {
  if (existing == Existing::kReplace && !source_) {
    take_permissions();
  }
  if (replaced_) {
    give_permissions(file_, *replaced_, partial_path_);
  } else if (source_) {
    give_permissions(file_, *source_, partial_path_);
  } else {
    set_mode(file_, mode_, partial_path_);
  }
  const int result =
      existing == Existing::kRefuse
          ? rename_without_replacing(partial_path_.c_str(), path_.c_str())
          : std::rename(partial_path_.c_str(), path_.c_str());
  if (result != 0) {
    throw_errno(fmt::format("rename {} to {}", partial_path_, path_));
  }
  is_published_ = true;
}

void OutputFile::take_permissions() {
  if (std::optional<FilePermissions> found = permissions_of(path_)) {
    replaced_ = std::move(found);
  }
}

void OutputFile::take_source_permissions(FilePermissions source) {
  source.mode = (source.mode & mode_) | S_IRUSR | S_IWUSR;
  source_ = std::move(source);
}

void OutputFile::withdraw() noexcept {
  struct stat own = {};
  struct stat named = {};
  // Another may have replaced it meanwhile.
  if (is_published_ && ::fstat(file_.get(), &own) == 0 &&
      ::lstat(path_.c_str(), &named) == 0 && own.st_dev == named.st_dev &&
      own.st_ino == named.st_ino) {
    ::unlink(path_.c_str());
  }
}

void sync_directory_of(const std::string& path) {
  const std::string directory = directory_of(path);
  const FileDescriptor file(
      ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // Some network file systems cannot sync a directory, and say so by EINVAL.
  if (!file.is_open() || (::fsync(file.get()) != 0 && errno != EINVAL)) {
    throw_errno("sync " + directory);
  }
}

bool is_there(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0) {
    return true;
  }
  if (errno != ENOENT && errno != ENOTDIR) {
    throw_errno("stat " + path);
  }
  return false;
}

void refuse_existing(const std::string& path) {
  if (is_there(path)) {
    throw UsageError(fmt::format("{}: exists already", path));
  }
}

void refuse_existing(const std::string& path, Existing existing) {
  if (!is_there(path)) {
    return;
  }
  if (existing == Existing::kRefuse) {
    throw UsageError(
        fmt::format("{}: exists already; --overwrite replaces it", path));
  }
  if (!leads_to_regular_file(path)) {
    throw UsageError(
        fmt::format("{}: expected a regular file to replace", path));
  }
}

Partials find_partials(const std::string& path) {
  Partials partials;
  if (!std::filesystem::is_directory(directory_of(path))) {
    return partials;  // Creating the file says so better.
  }
  const std::string own_name = std::filesystem::path(path).filename();
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(directory_of(path))) {
    const std::string name = entry.path().filename();
    const std::optional<std::string> suffix = suffix_of_kept(name, own_name);
    if (!suffix) {
      continue;
    }
    if (!suffix->empty()) {
      partials.kept.push_back({entry.path(), *suffix});
      continue;
    }
    FileDescriptor lock = lock_abandoned(entry.path());
    if (lock.is_open()) {
      partials.abandoned.push_back({entry.path(), std::move(lock)});
    } else if (std::filesystem::exists(entry.symlink_status())) {
      partials.is_being_written = true;
    }
  }
  return partials;
}

void refuse_live_writer(const Partials& partials, const std::string& path) {
  if (partials.is_being_written) {
    throw UsageError(
        fmt::format("{}: is being written by another process", path));
  }
}

void clear_partials(const std::string& path) {
  const Partials partials = find_partials(path);
  refuse_live_writer(partials, path);
  for (const AbandonedPartial& abandoned : partials.abandoned) {
    std::filesystem::remove(abandoned.path);
  }
}

}  // namespace mtscomp
