// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/mounting/mount_hint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

namespace mtscomp {
namespace {

using ::testing::HasSubstr;

MountConditions good_conditions(bool is_root) {
  return {.device_error = 0,
          .is_root = is_root,
          .has_admin_capability = is_root,
          .has_fusermount = true,
          .has_apparmor_profile = false};
}

TEST(MountHintTest, NothingIsSaidWhereNothingIsRecognised) {
  EXPECT_EQ(explain_failed_mount(good_conditions(true)), "");
  EXPECT_EQ(explain_failed_mount(good_conditions(false)), "");
}

TEST(MountHintTest, ContainerWithoutTheDeviceIsRecognised) {
  for (const int error : {EACCES, EPERM}) {
    MountConditions conditions = good_conditions(true);
    conditions.device_error = error;
    EXPECT_THAT(explain_failed_mount(conditions),
                HasSubstr("--device /dev/fuse"));
  }
}

TEST(MountHintTest, RootWithoutTheCapabilityIsRecognised) {
  MountConditions conditions = good_conditions(true);
  conditions.has_admin_capability = false;
  EXPECT_THAT(explain_failed_mount(conditions),
              HasSubstr("--cap-add SYS_ADMIN"));
  conditions.is_root = false;
  EXPECT_EQ(explain_failed_mount(conditions), "");
}

TEST(MountHintTest, MissingFusermountIsRecognisedForUsers) {
  MountConditions conditions = good_conditions(false);
  conditions.has_fusermount = false;
  EXPECT_THAT(explain_failed_mount(conditions), HasSubstr("package fuse3"));
}

TEST(MountHintTest, AppArmorIsNamedForUsers) {
  MountConditions conditions = good_conditions(false);
  conditions.has_apparmor_profile = true;
  EXPECT_THAT(explain_failed_mount(conditions), HasSubstr("AppArmor"));
  conditions = good_conditions(true);
  conditions.has_apparmor_profile = true;
  EXPECT_EQ(explain_failed_mount(conditions), "");
}

}  // namespace
}  // namespace mtscomp
