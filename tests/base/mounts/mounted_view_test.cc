// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Paths that are not views; tests/integration/mount/nested_views_test.cc has
// real views.
#include "base/mounts/mounted_view.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "mtscomp/base/file_descriptor.h"

namespace mtscomp {
namespace {

TEST(MountedViewTest, OtherMountsDirectoriesAndFilesAreNone) {
  const FileDescriptor root(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (const char* const name :
       {"proc", "proc/sys", "proc/self/status", "dev", "tmp", "nowhere"}) {
    EXPECT_FALSE(is_mounted_view(root, name)) << name;
  }
}

}  // namespace
}  // namespace mtscomp
