// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Users, their groups, and the kernel's permission rules, for tests of modes.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <array>
#include <vector>

namespace mtscomp {

struct Person {
  uid_t user;
  std::array<gid_t, 2> groups;
};

// Every kind of person that can exist if files belong to the users 1 or 2 and
// to the groups 11 or 12.
inline std::vector<Person> all_persons() {
  std::vector<Person> persons;
  for (const uid_t user : {1U, 2U, 3U}) {
    for (const gid_t first : {11U, 13U}) {
      for (const gid_t second : {12U, 13U}) {
        persons.push_back({user, {first, second}});
      }
    }
  }
  return persons;
}

inline struct stat make_status(uid_t user, gid_t group, mode_t mode) {
  struct stat status = {};
  status.st_uid = user;
  status.st_gid = group;
  status.st_mode = mode;
  return status;
}

// The kernel's rule: the first matching class decides.
inline bool is_allowed(const Person& person, const struct stat& status,
                       mode_t bit) {
  const mode_t shift =
      person.user == status.st_uid ? 6
      : person.groups[0] == status.st_gid || person.groups[1] == status.st_gid
          ? 3
          : 0;
  return ((status.st_mode >> shift) & bit) != 0;
}

}  // namespace mtscomp
