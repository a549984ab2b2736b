// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "base/files/permissions/permission_classes.h"

#include <gtest/gtest.h>

#include "support/person.h"

namespace mtscomp {
namespace {

constexpr mode_t kSearch = S_IXOTH;
constexpr mode_t kRead = S_IROTH;

// Checks every kind of person against every mode.
void expect_nobody_gets_more(const struct stat& file, const struct stat& other,
                             mode_t permission, std::size_t& n_refused) {
  struct stat within = file;
  within.st_mode = mode_within(file, other, permission);
  for (const Person& person : all_persons()) {
    if (!is_allowed(person, other, permission)) {
      ++n_refused;
      EXPECT_FALSE(is_allowed(person, within, kRead))
          << std::oct << other.st_mode << " of " << other.st_uid << ':'
          << other.st_gid << " and " << person.user << ':' << person.groups[0]
          << ',' << person.groups[1];
    }
  }
}

TEST(PermissionClassesTest, GrantNobodyWhatTheOtherRefuses) {
  const struct stat file = make_status(1, 11, S_IFREG | 0444);
  for (const mode_t permission : {kRead, kSearch}) {
    std::size_t n_refused = 0;
    for (const uid_t user : {1U, 2U}) {
      for (const gid_t group : {11U, 12U}) {
        for (mode_t mode = 0; mode <= 0777; ++mode) {
          expect_nobody_gets_more(file, make_status(user, group, mode),
                                  permission, n_refused);
        }
      }
    }
    EXPECT_GT(n_refused, 1000U);
  }
}

TEST(PermissionClassesTest, TakeNothingAwayFromThoseWhoAreLetInByBoth) {
  const struct stat file = make_status(1, 11, S_IFREG | 0640);
  EXPECT_EQ(mode_within(file, make_status(2, 12, 0444), kRead),
            S_IFREG | 0640U);
  EXPECT_EQ(mode_within(file, make_status(1, 12, 0444), kRead),
            S_IFREG | 0640U);
  EXPECT_EQ(mode_within(file, make_status(1, 11, 0440), kRead),
            S_IFREG | 0640U);
  EXPECT_EQ(mode_within(file, make_status(1, 11, 0400), kRead),
            S_IFREG | 0600U);
}

}  // namespace
}  // namespace mtscomp
