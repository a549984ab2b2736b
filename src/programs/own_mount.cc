// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/own_mount.h"

#include <fmt/format.h>

#include "mtscomp/base/error.h"
#include "mtscomp/filesystem/fuse_channel.h"
#include "mtscomp/filesystem/mount_place.h"
#include "mtscomp/filesystem/unmount.h"
#include "programs/mount_claim.h"
#include "programs/mount_plan.h"

namespace mtscomp {
namespace {

void refuse_second_mount(const std::string& mount_point) {
  if (is_our_mount(MountPlace(mount_point))) {
    throw UsageError(fmt::format(
        "mountpoint {}: is served by another mtscompfs already; --unmount "
        "takes its mount away",
        mount_point));
  }
}

FileDescriptor claim(const std::string& mount_point) {
  refuse_second_mount(mount_point);
  FileDescriptor claimed = claim_mount_point(mount_point);
  refuse_second_mount(mount_point);  // Made before the claim was taken.
  return claimed;
}

}  // namespace

OwnMount::OwnMount(const MountRequest& request, const MountPaths& paths) {
  if (paths.channel) {
    channel_ = mtscomp::take_channel(*paths.channel);
    return;
  }
  const FileDescriptor claimed = claim(request.mount_point);
  channel_ = mount_fuse(request.mount_point, fuse_options(request));
  unmounter_.emplace(MountPlace(request.mount_point));
}

bool OwnMount::unmount() noexcept {
  return unmounter_ && unmounter_->unmount();
}

void OwnMount::unmount_leftover() noexcept {
  if (unmounter_) {
    unmounter_->unmount_leftover();
  }
}

}  // namespace mtscomp
