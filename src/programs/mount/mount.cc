// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <utility>

#include "filesystem/fuse/kernel/fuse_channel.h"
#include "filesystem/mounting/mount_point.h"
#include "filesystem/mounting/unmount.h"
#include "mtscomp/base/error.h"

namespace mtscomp {
namespace {

// give_up_privileges() in mount_command.cc confines these daemons.
DaemonRights rights_of_daemon(const MountRequest& request) {
  return ::geteuid() == 0 || request.is_remote()
             ? DaemonRights::kConfined
             : DaemonRights::kCanRunSetuidPrograms;
}

FileDescriptor claim(const std::string& mount_point) {
  refuse_second_mount(mount_point);
  FileDescriptor claimed = claim_mount_point(mount_point);
  refuse_second_mount(mount_point);  // It may be older than the claim.
  return claimed;
}

// Logs an error instead of throwing it: the caller reports the earlier one.
void unmount_leftover_at(const std::string& mount_point) noexcept {
  try {
    const MountPoint place(mount_point);
    if (is_leftover_mount(place)) {
      mtscomp::unmount(place);
    }
  } catch (...) {
    spdlog::error("{}", current_exception_message());
  }
}

}  // namespace

void refuse_second_mount(const std::string& mount_point) {
  if (is_our_mount(MountPoint(mount_point))) {
    throw UsageError(fmt::format(
        "{0}: another mtscompfs already serves this mount point; mtscompfs "
        "--unmount {0} ends it",
        mount_point));
  }
}

Mount::Mount(const MountRequest& request, const MountPaths& paths) {
  if (paths.channel) {
    channel_ = mtscomp::take_channel(*paths.channel);
    return;
  }
  const FileDescriptor claimed = claim(request.mount_point);
  MountPoint place(request.mount_point);
  try {
    channel_ = mount_fuse(place.path(), fuse_options(request));
    unmount_helper_.emplace(std::move(place), rights_of_daemon(request));
  } catch (...) {
    channel_.reset();  // Without a server, the mount is a leftover.
    unmount_leftover_at(request.mount_point);
    throw;
  }
}

bool Mount::unmount() noexcept {
  return unmount_helper_ && unmount_helper_->unmount();
}

void Mount::unmount_leftover() noexcept {
  if (unmount_helper_) {
    unmount_helper_->unmount_leftover();
  }
}

}  // namespace mtscomp
