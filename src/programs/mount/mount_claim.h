// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// The right to mount at a mount point: of two mtscompfs that start there at the
// same time, one gets it.
//
// The claim is a socket in the abstract namespace, named after the device and
// the inode of the mount point.  A lock on the mount point itself could be held
// by every user who can open that directory.  A socket shows its owner's user
// ID, so a claim by an unrelated user is ignored.
#pragma once

#include <string>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {

// Returns the claim, which ends when it is closed.  It is closed already if the
// system does not allow such sockets: then nothing is promised.
// Throws: UsageError if another process of this user or of root holds the
// claim.
FileDescriptor claim_mount_point(const std::string& mount_point);

}  // namespace mtscomp
