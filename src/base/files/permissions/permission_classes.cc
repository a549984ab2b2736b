// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/permissions/permission_classes.h"

namespace mtscomp {
namespace {

constexpr unsigned kUserShift = 6;
constexpr unsigned kGroupShift = 3;

}  // namespace

mode_t mode_within(const struct stat& file, const struct stat& other,
                   mode_t permission) {
  const bool user = (other.st_mode & (permission << kUserShift)) != 0;
  const bool group = (other.st_mode & (permission << kGroupShift)) != 0;
  const bool others = (other.st_mode & permission) != 0;
  // If the owners or the groups differ, a user in one class of `file` can be in
  // several classes of `other`.  All of these classes must grant the
  // permission.
  const bool is_same_user = file.st_uid == other.st_uid;
  const bool is_same_group = file.st_gid == other.st_gid;
  mode_t mode = file.st_mode;
  if (!(is_same_user ? user : group && others)) {
    mode &= ~static_cast<mode_t>(S_IRWXU);
  }
  if (!((is_same_user || user) && group && (is_same_group || others))) {
    mode &= ~static_cast<mode_t>(S_IRWXG);
  }
  if (!((is_same_user || user) && (is_same_group || group) && others)) {
    mode &= ~static_cast<mode_t>(S_IRWXO);
  }
  return mode;
}

}  // namespace mtscomp
