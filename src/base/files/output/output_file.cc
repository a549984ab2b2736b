// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "mtscomp/base/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <climits>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "base/files/file_io.h"
#include "base/files/modification_time.h"
#include "base/files/output/partial_files.h"
#include "base/files/output/partial_name.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

constexpr mode_t kPermissions = 0777;

// The lock is the writer's sign of life.
bool try_lock(const FileDescriptor& file) {
  return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

FileDescriptor create(const FileLocation& location, mode_t mode) {
  FileDescriptor file(
      ::openat(location.directory().get(), location.name().c_str(),
               O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.is_open() && errno == EEXIST) {
    throw BusyError(location.path() + ": is being written by another process");
  }
  if (!file.is_open()) {
    throw_errno("create " + location.path());
  }
  return file;
}

// The partial file's name can be shorter than the target's.
const FileLocation& require_possible_name(const FileLocation& target) {
  if (target.name().size() > NAME_MAX) {
    throw_system_error(
        ENAMETOOLONG,
        fmt::format("create {}: its name would have {} bytes, and file systems "
                    "allow {}; choose a shorter name",
                    target.path(), target.name().size(), NAME_MAX));
  }
  return target;
}

// An empty file without a name, or on file systems that have no such files,
// with one that is removed at once.
FileDescriptor create_probe(const FileLocation& partial) {
  constexpr mode_t kAll = 0666;
  FileDescriptor probe(::openat(partial.directory().get(), ".",
                                O_TMPFILE | O_WRONLY | O_CLOEXEC, kAll));
  if (!probe.is_open() && !is_unsupported(errno) && errno != EISDIR) {
    throw_errno("create a file beside " + partial.path());
  }
  if (!probe.is_open()) {
    const FileLocation named = partial.sibling(partial.name() + "-mode");
    named.remove();
    probe = create(named, kAll);
    named.remove();
  }
  return probe;
}

// The mode that umask and the directory's default ACL leave of 0666.  The
// partial file itself never has it: a process that opened it could read on.
mode_t mode_of_new_file(const FileLocation& partial) {
  return file_status(create_probe(partial), partial.path()).st_mode &
         kPermissions;
}

// Another process that looks for abandoned files may lock this one first: for
// a moment, or to remove it.  Then it is created again.
FileDescriptor create_locked(const FileLocation& partial,
                             const FileLocation& target) {
  constexpr std::chrono::milliseconds kMoment{10};
  constexpr int kMoments = 100;
  // In containers, processes often have the same number as those before them.
  remove_if_abandoned(partial);
  FileDescriptor file = create(partial, S_IRUSR | S_IWUSR);
  for (int i = 0; i < kMoments; ++i) {
    // File systems without locks are used without: no file is ever abandoned.
    const bool is_locked = try_lock(file) || errno != EWOULDBLOCK;
    if (is_locked && file_status(file, partial.path()).st_nlink > 0) {
      return file;
    }
    if (is_locked) {
      file = create(partial, S_IRUSR | S_IWUSR);
      continue;
    }
    std::this_thread::sleep_for(kMoment);
  }
  throw BusyError(
      fmt::format("{}: is being written by another process", target.path()));
}

// The file that the location leads to, through no link of /proc: /dev/stdout is
// not the file that it happens to go to.  Closed if there is none.
// Throws: std::system_error.
FileDescriptor find_target(const FileLocation& location) {
  const int directory = location.directory().get();
  const char* const name = location.name().c_str();
  constexpr int kFlags = O_PATH | O_CLOEXEC;
  open_how how = {};
  how.flags = kFlags;
  how.resolve = RESOLVE_NO_MAGICLINKS;
  FileDescriptor file(static_cast<int>(
      ::syscall(SYS_openat2, directory, name, &how, sizeof(how))));
  // Sandboxes that do not know the call answer EPERM.
  if (!file.is_open() && (errno == ENOSYS || errno == EPERM)) {
    file = FileDescriptor(::openat(directory, name, kFlags));
  }
  if (!file.is_open() && errno != ENOENT && errno != ENOTDIR &&
      errno != ELOOP) {
    throw_errno("open " + location.path());
  }
  return file;
}

bool leads_to_regular_file(const FileLocation& location) {
  const FileDescriptor found = find_target(location);
  return found.is_open() &&
         S_ISREG(file_status(found, location.path()).st_mode);
}

}  // namespace

OutputFile::OutputFile(FileLocation target)
    : target_(std::move(target)),
      partial_(require_possible_name(target_).sibling(
          partial_name_of(target_.name(), ""))),
      file_(create_locked(partial_, target_)) {
  try {
    mode_ = mode_of_new_file(partial_);
    refuse_other_writers(target_);
  } catch (...) {
    remove_partial();
    throw;
  }
}

OutputFile::~OutputFile() {
  if (!is_published_) {
    remove_partial();
  }
}

void OutputFile::remove_partial() noexcept {
  bool is_own = true;
  try {
    is_own = is_named(partial_);
  } catch (const std::system_error&) {
    // Its name is of this process, so it is almost certainly its own.
  }
  if (is_own) {
    ::unlinkat(partial_.directory().get(), partial_.name().c_str(), 0);
  }
}

bool OutputFile::is_named(const FileLocation& location) const {
  const struct stat own = file_status(file_, location.path());
  const std::optional<struct stat> named =
      location.directory().status(location.name());
  return named && own.st_dev == named->st_dev && own.st_ino == named->st_ino;
}

void OutputFile::write(std::span<const std::byte> bytes) {
  write_all(file_.get(), bytes, partial_.path());
  // On its way to the disk at once: what piled up until sync() would go there
  // all at a time, and everybody else's reads would wait.  Only a hint.
  ::sync_file_range(file_.get(), static_cast<off_t>(size_),
                    static_cast<off_t>(bytes.size()), SYNC_FILE_RANGE_WRITE);
  size_ += bytes.size();
}

void OutputFile::sync() {
  if (::fsync(file_.get()) != 0 && !is_sync_unsupported(errno)) {
    throw_errno("sync " + partial_.path());
  }
}

// Before the rename: under its name, the file has no other permissions and no
// other time.
void OutputFile::give_attributes() {
  if (modified_) {
    set_modified(file_, *modified_, partial_.path());
  }
  if (replaced_) {
    give_permissions(file_, *replaced_, partial_.path());
  } else if (source_) {
    give_permissions(file_, *source_, partial_.path());
  } else {
    set_mode(file_, mode_, partial_.path());
  }
}

void OutputFile::publish(Existing existing) {
  if (existing == Existing::kReplace && !source_) {
    take_permissions();
  }
  give_attributes();
  if (!is_named(partial_)) {
    throw_system_error(ESTALE, partial_.path() +
                                   ": was removed or replaced by another "
                                   "process");
  }
  if (existing == Existing::kReplace) {
    rename_file(partial_, target_);
  } else if (!rename_without_replacing(partial_, target_)) {
    throw_system_error(EEXIST, target_.path() + ": another process created it");
  }
  is_published_ = true;
}

void OutputFile::take_permissions() {
  if (std::optional<FilePermissions> found = permissions_of(target_)) {
    replaced_ = std::move(found);
  }
}

void OutputFile::take_source_permissions(FilePermissions source) {
  source.mode = (source.mode & mode_) | S_IRUSR | S_IWUSR;
  source_ = std::move(source);
}

bool OutputFile::is_in_place() const {
  return is_published_ && is_named(target_);
}

void OutputFile::withdraw() noexcept {
  try {
    if (is_in_place()) {
      target_.remove();
    }
  } catch (const std::system_error& error) {
    spdlog::error("{}: cannot be withdrawn: {}", target_.path(), error.what());
  }
}

void refuse_existing(const FileLocation& target) {
  if (target.is_there()) {
    throw UsageError(fmt::format("{}: exists already", target.path()));
  }
}

void refuse_existing(const FileLocation& target, Existing existing) {
  if (!target.is_there()) {
    return;
  }
  if (!leads_to_regular_file(target)) {
    throw UsageError(fmt::format(
        "{}: is not a regular file, and is not replaced; -o - writes to "
        "standard output",
        target.path()));
  }
  if (existing == Existing::kRefuse) {
    throw UsageError(fmt::format("{}: exists already; --overwrite replaces it",
                                 target.path()));
  }
}

}  // namespace mtscomp
