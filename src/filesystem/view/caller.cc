// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/caller.h"

#include <algorithm>

namespace mtscomp {
namespace {

bool is_member(const Caller& caller, gid_t group) {
  if (caller.group == group) {
    return true;
  }
  if (!caller.other_groups) {
    return false;
  }
  const std::vector<gid_t> groups = caller.other_groups();
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

}  // namespace

bool Caller::is_granted(struct stat file, mode_t permission) const {
  constexpr unsigned kUserShift = 6;
  constexpr unsigned kGroupShift = 3;
  const mode_t mode = file.st_mode;
  shown.apply(file);
  if (user == 0) {
    return true;
  }
  if (user == file.st_uid) {
    return (mode & (permission << kUserShift)) != 0;
  }
  const bool group_bit = (mode & (permission << kGroupShift)) != 0;
  const bool others_bit = (mode & permission) != 0;
  if (group_bit == others_bit) {
    return others_bit;
  }
  return is_member(*this, file.st_gid) ? group_bit : others_bit;
}

}  // namespace mtscomp
