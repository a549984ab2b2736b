// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the mtscompfs authors

// Names of the files that a writer keeps beside the file NAME for a while:
//
//   NAME.partial-HOST-PID                        a new file, being written
//   NAME.partial-HOST-PID-replaced               the older file, a backup
//   NAME.partial-HOST-PID-replaced-<8 hex>       a backup of a companion file
//
// A name of more than kMaxStem bytes is shortened to fit: its first bytes, "~",
// eight digits of a hash of the whole name, and its extension stand for NAME.
//
// Backups are kept until the new file is complete.  The digits are a hash of
// the name of the file that the companion belongs to.  A host's name may itself
// have dashes and digits: as a PID has at most seven of these, and as there are
// no other suffixes, no name can be read as that of two hosts.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mtscomp {

// With the longest host name and the longest suffix, 255 bytes in all: the most
// that Linux's file systems allow.
constexpr std::size_t kMaxStem = 156;

constexpr const char* kBackupSuffix = "-replaced";

// The suffix for the backup of a companion of the file `owner`.  Two files may
// each have had a companion called NAME.
std::string backup_suffix_of(const std::string& owner);

// The name that this process uses; `suffix` is one of the above, or empty.
std::string partial_name_of(const std::string& name, std::string_view suffix);

// A file that some process of this host keeps beside another.
struct PartialName {
  std::string suffix;  // As above, perhaps empty.
  pid_t process = 0;
};

// Nothing if `kept` is no such name beside `name`.  Both are without
// directories.
std::optional<PartialName> parse_partial_name(std::string_view kept,
                                              const std::string& name);

// Whether a process of any host keeps the file `kept` beside `name`.
bool is_partial_name(std::string_view kept, std::string_view name);

// Whether it is a backup of a process of any host.
bool is_backup_name(std::string_view name);

}  // namespace mtscomp
