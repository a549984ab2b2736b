// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

#include "filesystem/view/caller.h"

#include <gtest/gtest.h>

#include "support/person.h"

namespace mtscomp {
namespace {

Caller caller_of(const Person& person) {
  return {
      .user = person.user, .group = person.groups[0], .other_groups = [person] {
        return std::vector<gid_t>{person.groups[1]};
      }};
}

TEST(CallerTest, IsGrantedTheBitOfItsClass) {
  for (const Person& person : all_persons()) {
    for (mode_t mode = 0; mode <= 0777; ++mode) {
      const struct stat file = make_status(1, 11, mode);
      for (const mode_t bit : {mode_t{S_IROTH}, mode_t{S_IXOTH}}) {
        EXPECT_EQ(caller_of(person).is_granted(file, bit),
                  is_allowed(person, file, bit))
            << person.user << ' ' << mode;
      }
    }
  }
}

TEST(CallerTest, RootIsGrantedEverything) {
  EXPECT_TRUE(Caller().is_granted(make_status(1, 11, 0), S_IROTH));
}

TEST(CallerTest, IsComparedWithTheOwnersThatTheMountShows) {
  Caller caller = {.user = 5, .group = 6};
  const struct stat file = make_status(1, 11, 0400);
  EXPECT_FALSE(caller.is_granted(file, S_IROTH));
  caller.shown.uid = 5;
  caller.shown.mask = 0777;
  EXPECT_TRUE(caller.is_granted(file, S_IROTH)) << "the mask is no permission";
}

}  // namespace
}  // namespace mtscomp
