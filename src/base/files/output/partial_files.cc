// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/output/partial_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <system_error>
#include <thread>

#include "base/files/file_io.h"
#include "base/files/output/partial_name.h"
#include "mtscomp/base/directory_walk.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// Opens the file for writing if possible: on NFS, an exclusive lock needs a
// descriptor that can write.  The result is not open if the file does not exist
// or may not be opened.
FileDescriptor open_to_lock(const FileLocation& partial) {
  const std::optional<struct stat> status = partial.status();
  if (!status || !S_ISREG(status->st_mode)) {
    return {};
  }
  for (const int flags : {O_RDWR, O_RDONLY}) {
    try {
      return partial.directory().open_file(partial.name(), flags);
    } catch (const std::system_error& error) {
      const int number = error.code().value();
      if (number != EACCES && number != EROFS && number != ENOENT &&
          number != ELOOP) {
        throw;
      }
    }
  }
  return {};
}

// Returns false for a file that another process removed meanwhile: its name may
// belong to a newer file.
bool try_lock_abandoned(const FileDescriptor& file,
                        const FileLocation& partial) {
  return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 &&
         file_status(file, partial.path()).st_nlink > 0;
}

bool may_live(pid_t process) {
  return ::kill(process, 0) == 0 || errno != ESRCH;
}

void add_partial(const FileLocation& partial, pid_t process, Partials& found) {
  FileDescriptor file = open_to_lock(partial);
  const std::optional<struct stat> status = partial.status();
  if (!status || !S_ISREG(status->st_mode)) {
    return;  // Its writer has just ended, or it is no regular file.
  }
  if (!file.is_open()) {
    found.foreign.push_back({.location = partial,
                             .user = status->st_uid,
                             .may_live = may_live(process)});
  } else if (try_lock_abandoned(file, partial)) {
    found.abandoned.push_back({partial, process, std::move(file)});
  } else {
    found.writers.push_back(process);
  }
}

[[noreturn]] void throw_is_written(const FileLocation& target) {
  throw BusyError(
      fmt::format("{}: another process is writing this file; try again when it "
                  "has finished",
                  target.path()));
}

}  // namespace

void remove_if_abandoned(const FileLocation& partial) {
  const FileDescriptor file = open_to_lock(partial);
  if (file.is_open() && try_lock_abandoned(file, partial)) {
    partial.remove();
  }
}

Partials find_partials(const FileLocation& target, OwnPartial own) {
  Partials found;
  for (const std::string& name : names_of(target.directory())) {
    const std::optional<PartialName> kept =
        parse_partial_name(name, target.name());
    if (!kept || (own == OwnPartial::kIgnore && kept->suffix.empty() &&
                  kept->process == ::getpid())) {
      continue;
    }
    const FileLocation location = target.sibling(name);
    if (kept->suffix.empty()) {
      add_partial(location, kept->process, found);
    } else {
      found.backups.push_back({target.neighbour(name), kept->suffix});
    }
  }
  return found;
}

void refuse_live_writer(const Partials& partials, const FileLocation& target) {
  if (!partials.writers.empty()) {
    throw_is_written(target);
  }
  for (const ForeignPartial& partial : partials.foreign) {
    if (partial.may_live) {
      throw BusyError(fmt::format(
          "{}: a process of user ID {} may be writing this file; if no such "
          "process runs, remove {}",
          target.path(), partial.user, partial.location.path()));
    }
  }
}

// Exactly one of two writers must continue.  The writer with the smaller
// process number waits for the other to give up.  If the other does not, it
// began earlier and saw no other writer; then this one gives up.
void refuse_other_writers(const FileLocation& target) {
  constexpr std::chrono::milliseconds kMoment{10};
  constexpr int kMoments = 200;
  for (int i = 0; i < kMoments; ++i) {
    const std::vector<pid_t> others =
        find_partials(target, OwnPartial::kIgnore).writers;
    if (others.empty()) {
      return;
    }
    if (*std::min_element(others.begin(), others.end()) < ::getpid()) {
      break;
    }
    std::this_thread::sleep_for(kMoment);
  }
  throw_is_written(target);
}

void clear_partials(const FileLocation& target, OwnPartial own) {
  const Partials partials = find_partials(target, own);
  refuse_live_writer(partials, target);
  for (const AbandonedPartial& abandoned : partials.abandoned) {
    abandoned.location.remove();
  }
}

}  // namespace mtscomp
