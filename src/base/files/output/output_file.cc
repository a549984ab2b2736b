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

bool try_lock(const FileDescriptor& file) {
  return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

FileDescriptor create(const FileLocation& location, mode_t mode) {
  FileDescriptor file(
      ::openat(location.directory().get(), location.name().c_str(),
               O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.is_open() && errno == EEXIST) {
    throw BusyError(location.path() +
                    ": another process is writing this file; try again when it "
                    "has finished");
  }
  if (!file.is_open()) {
    throw_errno(location.path() + ": cannot create");
  }
  return file;
}

// The partial file's name can be shorter than the target's.
const FileLocation& require_possible_name(const FileLocation& target) {
  if (target.name().size() > NAME_MAX) {
    throw_system_error(
        ENAMETOOLONG,
        fmt::format("{}: cannot create: its name has {} bytes, which exceeds "
                    "the limit of {}; choose a shorter name",
                    target.path(), target.name().size(), NAME_MAX));
  }
  return target;
}

// Creates an empty file without a name.  On file systems that do not support
// this, creates a file with a name and removes the name at once.
FileDescriptor create_probe(const FileLocation& partial) {
  constexpr mode_t kAll = 0666;
  FileDescriptor probe(::openat(partial.directory().get(), ".",
                                O_TMPFILE | O_WRONLY | O_CLOEXEC, kAll));
  if (!probe.is_open() && !is_unsupported(errno) && errno != EISDIR) {
    throw_errno(partial.path() + ": cannot create a file beside it");
  }
  if (!probe.is_open()) {
    const FileLocation named = partial.sibling(partial.name() + "-mode");
    named.remove();
    probe = create(named, kAll);
    named.remove();
  }
  return probe;
}

// Mode of a new file: 0666, reduced by the umask or the directory's default
// ACL.  The partial file itself never has this mode.  A process that opened it
// with this mode could read it even after publish() set a stricter mode.
mode_t mode_of_new_file(const FileLocation& partial) {
  return file_status(create_probe(partial), partial.path()).st_mode &
         kPermissions;
}

// Creates the partial file and locks it.  A process that looks for abandoned
// files may lock this file first, for a moment or to remove it.  If it was
// removed, it is created again.
FileDescriptor create_locked(const FileLocation& partial,
                             const FileLocation& target) {
  constexpr std::chrono::milliseconds kMoment{10};
  constexpr int kMoments = 100;
  // In containers, a process often has the same number as an earlier one.
  remove_if_abandoned(partial);
  FileDescriptor file = create(partial, S_IRUSR | S_IWUSR);
  for (int i = 0; i < kMoments; ++i) {
    // On file systems without locks, no lock is needed: no file is ever treated
    // as abandoned there.
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
      fmt::format("{}: another process is writing this file; try again when it "
                  "has finished",
                  target.path()));
}

// Opens the file at the location with O_PATH.  Symlinks are followed, except
// the links of /proc, to which /dev/stdout leads.  The result is not open if no
// such file exists.
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
  // Sandboxes that do not know the call return EPERM.
  if (!file.is_open() && (errno == ENOSYS || errno == EPERM)) {
    file = FileDescriptor(::openat(directory, name, kFlags));
  }
  if (!file.is_open() && errno != ENOENT && errno != ENOTDIR &&
      errno != ELOOP) {
    throw_errno(location.path() + ": cannot open");
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
    // The name has the number of this process, so the file is almost certainly
    // its own.
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
  // Starts writing to the disk now.  Otherwise sync() writes everything at
  // once, and reads of other processes wait.  A failure does not matter.
  ::sync_file_range(file_.get(), static_cast<off_t>(size_),
                    static_cast<off_t>(bytes.size()), SYNC_FILE_RANGE_WRITE);
  size_ += bytes.size();
}

void OutputFile::sync() {
  if (::fsync(file_.get()) != 0 && !is_sync_unsupported(errno)) {
    throw_errno(partial_.path() + ": cannot sync");
  }
}

// Called before the rename: when the file appears under its name, it already
// has its permissions and time.
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
                                   ": another process replaced or removed it; "
                                   "no output was written");
  }
  if (existing == Existing::kReplace) {
    rename_file(partial_, target_);
  } else if (!rename_without_replacing(partial_, target_)) {
    throw_system_error(
        EEXIST,
        target_.path() + ": another process created it; it is not replaced");
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
    spdlog::error("{}: cannot remove the new file: {}", target_.path(),
                  error.code().message());
  }
}

void refuse_existing(const FileLocation& target) {
  if (target.is_there()) {
    throw UsageError(fmt::format("{}: already exists", target.path()));
  }
}

void refuse_existing(const FileLocation& target, Existing existing) {
  if (!target.is_there()) {
    return;
  }
  if (!leads_to_regular_file(target)) {
    throw UsageError(fmt::format(
        "{}: not a regular file, so it is not replaced; choose another name "
        "(for standard output, use mtscomp-unpack -o -)",
        target.path()));
  }
  if (existing == Existing::kRefuse) {
    throw UsageError(fmt::format("{}: already exists; --overwrite replaces it",
                                 target.path()));
  }
}

}  // namespace mtscomp
