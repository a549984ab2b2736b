// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Opens the source of a mount, which is a local directory or on a server.
#pragma once

#include <memory>

#include "base/process/landlock.h"
#include "programs/mount/options/mtscompfs_options.h"
#include "source/source.h"

namespace mtscomp {

// A server could attack the daemon, and root's daemon can read all files.
// Throws: UsageError if root asks for an archive on a server.
void refuse_root(const MountRequest& request);

// Keys and passwords for servers are in files below HOME.  If the user of this
// process may not enter HOME, sets HOME to this user's home directory: mount(8)
// leaves root's HOME to daemons of other users.
// Requires: no other thread may be running.
void set_home_of_user(const MountRequest& request);

// Asks the server once, so a wrong address is an error of the mount and not of
// each read.  Does nothing for a local source.
// Throws: UsageError; FormatError if the listing cannot be read;
// std::system_error.
void probe_source(const MountRequest& request);

// Requires: `request` must be a result of resolve().  For an archive on a
// server, fork(2) must not be called any more.
// Throws: UsageError, std::system_error.
std::unique_ptr<Source> open_source_of(const MountRequest& request);

// Creates the directory of the disk cache, if the request has one.  The parent
// directory must exist.
// Throws: std::system_error.
void create_disk_cache(const MountRequest& request);

// Returns the files and directories to which the daemon writes while it serves.
WritablePlaces writable_places(const MountRequest& request);

}  // namespace mtscomp
