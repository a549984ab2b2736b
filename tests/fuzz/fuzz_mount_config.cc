// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Input: the text of a mount's configuration file, and with it any options.
// With any text, the request stays within the daemon's limits, and no option
// that opens the mount to other users reaches the kernel.
#include <algorithm>

#include "fuzz/fuzz_input.h"
#include "fuzz/fuzz_target.h"
#include "mtscomp/base/error.h"
#include "programs/mount/options/mount_config.h"

namespace mtscomp {
namespace {

bool has(const MountRequest& request, std::string_view option) {
  return std::find(request.mount_options.begin(), request.mount_options.end(),
                   option) != request.mount_options.end();
}

void check(const MountRequest& request) {
  require(
      request.source.starts_with('/') && request.mount_point.starts_with('/'),
      "a relative path");
  require(request.cache_size == 0 || request.cache_size >= 1 << 20,
          "no room for a chunk");
  require(request.workers <= 1024, "threads without number");
  require(request.timeout >= 0 && request.timeout <= 1e9, "no time");
  require(request.mask <= 0777, "no mask");
  require(has(request, "default_permissions") ||
              (!has(request, "allow_other") && !has(request, "allow_root")),
          "open to others without permissions");
  for (const char* const option : {"rw", "suid", "dev"}) {
    require(!has(request, option), "an option that opens the mount");
  }
  for (const std::string& option : request.mount_options) {
    require(!option.starts_with("subtype"), "another's subtype");
  }
}

}  // namespace
}  // namespace mtscomp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace mtscomp;
  MountRequest request;
  try {
    apply_mount_config(as_text(data, size), "x.conf", request);
  } catch (const UsageError&) {
    return 0;
  }
  check(request);
  return 0;
}
