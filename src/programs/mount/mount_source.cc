// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "programs/mount/mount_source.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "mtscomp/base/error.h"
#include "programs/mount/mount_plan.h"
#include "source/address/open_source.h"
#include "source/local/local_source.h"

namespace mtscomp {
namespace {

// Programs of credential_process store the credentials that they have renewed.
void add_caches_of_credentials(WritablePlaces& places) {
  const char* const home = std::getenv("HOME");
  if (home != nullptr) {
    for (const char* const cache : {"/.aws/cli/cache", "/.aws/sso/cache"}) {
      places.directories.push_back(std::string(home) + cache);
    }
  }
}

}  // namespace

void refuse_root(const MountRequest& request) {
  if (request.is_remote() && ::geteuid() == 0) {
    throw UsageError(fmt::format(
        "{}: root may not mount an archive on a server; run mtscompfs as "
        "another user, start mtscompfs-remote@NAME.service, or add "
        "setuid=USER,drop_privileges to the options in /etc/fstab",
        request.source));
  }
}

void set_home_of_user(const MountRequest& request) {
  const char* const home = std::getenv("HOME");
  if (!request.is_remote() || (home != nullptr && ::access(home, X_OK) == 0)) {
    return;
  }
  // NOLINTNEXTLINE(concurrency-mt-unsafe): there is no other thread.
  const passwd* const user = ::getpwuid(::geteuid());
  if (user != nullptr) {
    ::setenv("HOME", user->pw_dir, 1);  // NOLINT(concurrency-mt-unsafe)
  }
}

// Without the disk cache, which the daemon may be using.
void probe_source(const MountRequest& request) {
  if (request.is_remote()) {
    RemoteOptions options = request.remote;
    options.disk_cache.clear();
    open_source(request.source, options)->probe();
  }
}

std::unique_ptr<Source> open_source_of(const MountRequest& request) {
  if (request.is_remote()) {
    return open_source(request.source, request.remote);
  }
  return std::make_unique<LocalSource>(source_options(request));
}

void create_disk_cache(const MountRequest& request) {
  constexpr mode_t kMode = 0700;
  const std::string& path = request.remote.disk_cache;
  if (!path.empty() && ::mkdir(path.c_str(), kMode) != 0 && errno != EEXIST) {
    throw_errno(path + ": cannot create the directory of the disk cache");
  }
}

// root's daemon also sets the kernel's readahead.
WritablePlaces writable_places(const MountRequest& request) {
  WritablePlaces places = {.files = {"/dev/null", "/sys/devices/virtual/bdi"},
                           .directories = {}};
  if (request.is_remote()) {
    add_caches_of_credentials(places);
  }
  if (!request.remote.disk_cache.empty()) {
    places.directories.push_back(request.remote.disk_cache);
  }
  return places;
}

}  // namespace mtscomp
